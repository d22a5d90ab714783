package org.courtbridge.devices;

import java.util.concurrent.CompletionException;

/** A device did not do what was asked. The message is for a technician; no secret is in it. */
public final class DeviceException extends RuntimeException {

    private static final int QUOTED = 80;

    private final DeviceFault fault;

    public DeviceException(DeviceFault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
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

    /** An answer that its protocol does not have. Only its beginning is kept, without what no terminal should be sent. */
    public static DeviceException malformed(String answer, String expected) {
        return new DeviceException(
                DeviceFault.MALFORMED_ANSWER, "answer: \"%s\" (expected: %s)".formatted(printable(answer), expected));
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
}
