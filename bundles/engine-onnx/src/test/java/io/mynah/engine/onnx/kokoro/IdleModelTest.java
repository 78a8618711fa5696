package io.mynah.engine.onnx.kokoro;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IdleModelTest {
    @Test
    @Timeout(60)
    void borrow_afterItWasIdle_loadsAgain() throws Exception {
        try (IdleModel network = KokoroVoices.network(Duration.ofMillis(50))) {
            IdleModel.Loan first = network.borrow();
            KokoroModel model = first.model();
            first.close();
            first.close();
            while (network.isLoaded()) {
                Thread.onSpinWait();
            }
            try (IdleModel.Loan second = network.borrow()) {
                assertNotSame(model, second.model());
            }
        }
    }

    @Test
    void borrow_neverIdle_staysLoaded() throws Exception {
        try (IdleModel network = KokoroVoices.network(Duration.ZERO)) {
            IdleModel.Loan one = network.borrow();
            try (IdleModel.Loan other = network.borrow()) {
                assertSame(one.model(), other.model());
            }
            one.close();
            assertTrue(network.isLoaded());
        }
    }

    @Test
    void close_whileLent_waitsForTheLoan() throws Exception {
        IdleModel network = KokoroVoices.network(Duration.ZERO);
        IdleModel.Loan loan = network.borrow();
        network.close();
        assertTrue(network.isLoaded());
        assertThrows(IOException.class, network::borrow);
        loan.close();
        assertFalse(network.isLoaded());
    }

    @Test
    void borrow_cannotBeLoaded_saysWhyEachTime() {
        try (IdleModel network = new IdleModel(
                () -> {
                    throw new IOException("gone");
                },
                Duration.ZERO)) {
            assertThrows(IOException.class, network::borrow);
            assertThrows(IOException.class, network::borrow);
            assertFalse(network.isLoaded());
        }
    }
}
