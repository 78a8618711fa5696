package io.mynah.engine.base;

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
    private static final class Model implements AutoCloseable {
        private boolean closed;

        @Override
        public void close() {
            assertFalse(closed, "once");
            closed = true;
        }
    }

    private static IdleModel<Model> network(Duration limit) {
        return new IdleModel<>("test", Model::new, limit);
    }

    @Test
    @Timeout(60)
    void borrow_afterItWasIdle_loadsAgain() throws Exception {
        try (IdleModel<Model> network = network(Duration.ofMillis(50))) {
            IdleModel<Model>.Loan first = network.borrow();
            Model model = first.model();
            first.close();
            first.close();
            while (network.isLoaded()) {
                Thread.onSpinWait();
            }
            try (IdleModel<Model>.Loan second = network.borrow()) {
                assertNotSame(model, second.model());
            }
        }
    }

    @Test
    void borrow_neverIdle_staysLoaded() throws Exception {
        try (IdleModel<Model> network = network(Duration.ZERO)) {
            IdleModel<Model>.Loan one = network.borrow();
            try (IdleModel<Model>.Loan other = network.borrow()) {
                assertSame(one.model(), other.model());
            }
            one.close();
            assertTrue(network.isLoaded());
        }
    }

    @Test
    void close_whileLent_waitsForTheLoan() throws Exception {
        IdleModel<Model> network = network(Duration.ZERO);
        IdleModel<Model>.Loan loan = network.borrow();
        network.close();
        assertTrue(network.isLoaded());
        assertThrows(IOException.class, network::borrow);
        loan.close();
        assertFalse(network.isLoaded());
    }

    @Test
    void borrow_cannotBeLoaded_saysWhyEachTime() {
        try (IdleModel<Model> network = new IdleModel<>(
                "test",
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
