package io.mynah.models;

import io.mynah.api.model.ModelUser;
import java.util.List;

/** Those who use a model, as they are at the moment. */
@FunctionalInterface
interface Users {

    /** The first is asked what it wants; all are told. */
    List<ModelUser> of(String id);
}
