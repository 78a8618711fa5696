package io.mynah.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerTest {

    @Test
    void port_endpoints_isThatOfTheFirst() {
        assertEquals(Optional.of(5311), Server.port(new String[] {"http://10.0.0.1:5311/", "http://10.0.0.2:5311/"}));
        assertEquals(Optional.of(5311), Server.port("http://10.0.0.1:5311/"));
    }

    /** A machine without a network. */
    @Test
    void port_noEndpoint_isUnknown() {
        assertEquals(Optional.empty(), Server.port(new String[0]));
    }
}
