package org.courtbridge.h323.h245;

/** Direction of a capability, as its sender sees it. */
public enum Direction {
    RECEIVE("receive"),
    TRANSMIT("transmit"),
    RECEIVE_AND_TRANSMIT("receiveAndTransmit");

    private final String prefix;

    Direction(String prefix) {
        this.prefix = prefix;
    }

    /** Of an alternative of Capability. */
    String prefix() {
        return prefix;
    }

    public boolean receives() {
        return this != TRANSMIT;
    }

    /** Of an alternative such as "transmitAudioCapability". */
    static Direction of(String alternative) {
        if (alternative.startsWith(RECEIVE_AND_TRANSMIT.prefix)) {
            return RECEIVE_AND_TRANSMIT;
        }
        return alternative.startsWith(TRANSMIT.prefix) ? TRANSMIT : RECEIVE;
    }
}
