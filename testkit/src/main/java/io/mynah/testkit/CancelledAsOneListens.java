package io.mynah.testkit;

import io.mynah.api.engine.Cancellation;

/** A cancellation that is requested by the engine's own listening, so that nothing before that can have seen it. */
final class CancelledAsOneListens implements Cancellation {

    private boolean requested;

    @Override
    public boolean isRequested() {
        return requested;
    }

    @Override
    public void onRequest(Runnable action) {
        requested = true;
        action.run();
    }
}
