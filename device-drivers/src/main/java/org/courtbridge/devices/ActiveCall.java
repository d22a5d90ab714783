package org.courtbridge.devices;

/**
 * A call of a device.
 *
 * @param id the device's own, good as long as the call is
 * @param remote as the device writes the other party's address
 */
public record ActiveCall(String id, String remote, State state) {

    public enum State {
        /** It comes in, and nobody answered yet. */
        RINGING,
        /** It goes out, and nobody answered yet. */
        CALLING,
        CONNECTED
    }
}
