package org.courtbridge.devices.simulate;

/** A service of a simulated device that answers lines. Called by one thread for each connection. */
public interface LineService {

    /** Somebody connected. A device that greets does it here. */
    Conversation converse(Mouth mouth);

    interface Conversation {

        void hear(String line);
    }

    /** A device's side of one connection, by which it sends and hangs up. */
    interface Mouth {

        /** @param text with the ends of its lines, if it has any */
        void say(String text);

        void hangUp();
    }
}
