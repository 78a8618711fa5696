/** Tests of the validation against recorded answers of FastAPI with pydantic v2. The recording is made by pydantic.py. */
@NullMarked
package io.mynah.rest.body;

import org.jspecify.annotations.NullMarked;
