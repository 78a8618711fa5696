package io.mynah.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mynah.api.admin.BundleStatus;
import io.mynah.api.admin.EngineStatus;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Engines and bundles as the administration's API tells of them. */
final class AdminJson {
    private AdminJson() {}

    static <T> ObjectNode list(String name, List<T> all, Function<T, ObjectNode> describe) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode array = answer.putArray(name);
        all.stream().map(describe).forEach(array::add);
        return answer.put("count", all.size());
    }

    static ObjectNode engine(EngineStatus status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", status.engine().id())
                .put("title", status.engine().title())
                .put("version", status.engine().version())
                .put("device", status.engine().device())
                .put("device_reason", status.engine().deviceReason())
                .put("state", status.state().name().toLowerCase(Locale.ROOT))
                .put("reason", status.reason())
                .put("ranking", status.ranking())
                .put("promoted", status.promoted())
                .put("leases", status.leases())
                .put("requests", status.requests())
                .put("spoken", status.figures().spoken())
                .put("errors", status.figures().failed())
                .put("real_time_factor", status.figures().realTimeFactor())
                .put("bundle", status.bundle())
                .put("bundle_version", status.bundleVersion());
    }

    static ObjectNode bundle(BundleStatus status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", status.name())
                .put("version", status.version())
                .put("state", status.state())
                .put("changed", status.changed().toString())
                .put("deployed", status.deployed())
                .put("swapping", status.swapping())
                .put("problem", status.problem());
    }
}
