package org.courtbridge.devices;

import java.util.concurrent.CompletionException;

/**
 * A device did not do what was asked. The message is for a technician: no secret is in it, and nothing that was received. Whoever has a
 * driver connect to something that is no device would read its answers there.
 */
public final class DeviceException extends RuntimeException {

    private static final int QUOTED = 80;

    private final DeviceFault fault;
    private final String received;

    public DeviceException(DeviceFault fault, String message) {
        this(fault, message, "");
    }

    private DeviceException(DeviceFault fault, String message, String received) {
        super(message, null, false, false);
        this.fault = fault;
        this.received = received;
    }

    /** Cause of a driver's failed future. Anything that is no {@link DeviceException} is a mistake of ours, and is thrown. */
    public static DeviceException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof DeviceException known) {
            return known;
        }
        throw new CompletionException(cause);
    }

    public static DeviceException notSupported(Capability capability) {
        return new DeviceException(DeviceFault.NOT_SUPPORTED, "not supported: %s".formatted(capability));
    }

    /** A setting that there is no known way to set, by the driver's name for it. */
    public static DeviceException noSetting(String name) {
        return new DeviceException(DeviceFault.NOT_SUPPORTED, "not supported: setting %s".formatted(printable(name)));
    }

    /** An answer that its protocol does not have. @param expected in our words */
    public static DeviceException malformed(String answer, String expected) {
        return new DeviceException(
                DeviceFault.MALFORMED_ANSWER,
                "what it answered is no answer of such a device (expected: %s)".formatted(expected),
                printable(answer));
    }

    /** A refusal. @param what in our words @param answer in the device's */
    public static DeviceException refused(DeviceFault fault, String what, String answer) {
        return new DeviceException(fault, what + ": the device refuses", printable(answer));
    }

    /** Text of a device, made short enough for a line and without control characters. */
    public static String printable(String text) {
        String kept = text.codePoints()
                .limit(QUOTED)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() > kept.length() ? kept + "..." : kept;
    }

    public DeviceFault fault() {
        return fault;
    }

    /**
     * For the log alone, and there at debug: the beginning of what the device answered, without what no terminal should be sent; empty
     * if that is not the reason.
     */
    public String received() {
        return received;
    }
}
