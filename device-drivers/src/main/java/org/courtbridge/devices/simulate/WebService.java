package org.courtbridge.devices.simulate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A service of a simulated device that answers by HTTP. Called by one thread. */
public interface WebService {

    /** @param headers by their names in lower case */
    record Request(
            String method, String path, Map<String, List<String>> query, Map<String, String> headers, String body) {

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        public Optional<String> parameter(String name) {
            return Optional.ofNullable(query.get(name)).map(List::getFirst);
        }
    }

    record Answer(int status, String type, String body, Map<String, String> headers) {

        public static Answer of(int status, String type, String body) {
            return new Answer(status, type, body, Map.of());
        }
    }

    Answer answer(Request request);

    /**
     * Opens a WebSocket, if the device takes one there, and returns the receiver of its messages; empty if the request is to be
     * answered.
     */
    default Optional<Conversation> converse(Request request, Consumer<String> say) {
        return Optional.empty();
    }

    interface Conversation {

        void hear(String message);

        /** Some time passed: a moment to tell what changed. */
        void tick();
    }
}
