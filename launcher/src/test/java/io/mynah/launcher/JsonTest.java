package io.mynah.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void write_allKinds_isJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a\"b\\c\nd");
        map.put("list", List.of("x", 1L));
        map.put("flag", true);
        map.put("map", Map.of());
        assertEquals("{\"text\":\"a\\\"b\\\\c\\u000ad\",\"list\":[\"x\",1],\"flag\":true,\"map\":{}}", Json.write(map));
    }
}
