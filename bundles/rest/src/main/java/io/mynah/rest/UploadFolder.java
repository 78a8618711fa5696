package io.mynah.rest;

import java.nio.file.Path;

/**
 * Where uploads are kept until they have been taken in.
 *
 * @param path in the bundle's own data; made when needed
 */
record UploadFolder(Path path) {}
