package io.mynah.console.pages;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a page's script is told: an HTTP status and JSON, which of errors has {@code detail} as all of Mynah's have. */
record Answer(int status, ObjectNode body) {

    static Answer ok(ObjectNode body) {
        return new Answer(200, body);
    }

    /** Begun, and not over yet. */
    static Answer accepted() {
        return new Answer(202, object());
    }

    static Answer error(int status, String detail) {
        return new Answer(status, object().put("detail", detail));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
