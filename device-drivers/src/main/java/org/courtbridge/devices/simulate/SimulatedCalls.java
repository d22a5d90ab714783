package org.courtbridge.devices.simulate;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.devices.ActiveCall;

/** The calls of a room, each by an identifier that no other has had. Not safe for threads. */
final class SimulatedCalls {

    private final List<ActiveCall> calls = new ArrayList<>();
    private int soFar;
    private boolean autoAnswer;

    boolean answerByThemselves() {
        return autoAnswer;
    }

    void answerByThemselves(boolean wanted) {
        autoAnswer = wanted;
    }

    List<ActiveCall> all() {
        return List.copyOf(calls);
    }

    /** Somebody calls. */
    ActiveCall ring(String remote) {
        return add(remote, autoAnswer ? ActiveCall.State.CONNECTED : ActiveCall.State.RINGING);
    }

    /** Somebody is called, who answers at once. */
    ActiveCall dial(String remote) {
        return add(remote, ActiveCall.State.CONNECTED);
    }

    private ActiveCall add(String remote, ActiveCall.State state) {
        ActiveCall call = new ActiveCall(String.valueOf(++soFar), remote, state);
        calls.add(call);
        return call;
    }

    void answer(String id) {
        calls.replaceAll(
                call -> call.id().equals(id) ? new ActiveCall(id, call.remote(), ActiveCall.State.CONNECTED) : call);
    }

    void hangUp(String id) {
        calls.removeIf(call -> call.id().equals(id));
    }
}
