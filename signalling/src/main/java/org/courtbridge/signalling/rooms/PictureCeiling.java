package org.courtbridge.signalling.rooms;

import java.util.Optional;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.LargestPicture;

/** The largest picture that we tell a room we take, as the codings name it. */
public enum PictureCeiling {
    /** 1280×720 at 30 pictures a second: what every browser takes untouched. */
    P720(31, 93),
    /**
     * 1920×1080 at 30 pictures a second. Forwarded to a room that takes as much it costs nothing; for others it is decoded, made
     * smaller and coded anew.
     */
    P1080(40, 120);

    /**
     * Processors from which on rooms are let send 1080p unasked: of each, about a quarter of one is busy while a browser looks on, and
     * pictures have half of all processors.
     */
    private static final int PROCESSORS = 8;

    private final int h264Level;
    private final int h265Level;

    PictureCeiling(int h264Level, int h265Level) {
        this.h264Level = h264Level;
        this.h265Level = h265Level;
    }

    /**
     * For calls with a device.
     *
     * @param device empty for a stranger
     * @param processors that the gateway has
     */
    public static PictureCeiling of(Optional<Device> device, int processors) {
        LargestPicture chosen =
                device.map(known -> known.dialect().largestPicture()).orElse(LargestPicture.AUTOMATIC);
        return switch (chosen) {
            case AUTOMATIC -> processors < PROCESSORS ? P720 : P1080;
            case P720 -> P720;
            case P1080 -> P1080;
        };
    }

    /** The same with the processors of this machine. */
    public static PictureCeiling of(Optional<Device> device) {
        return of(device, Runtime.getRuntime().availableProcessors());
    }

    /** level_idc (ITU-T H.264, table A-1): ten times the level. */
    public int h264Level() {
        return h264Level;
    }

    /** general_level_idc (ITU-T H.265, A.4): thirty times the level. */
    public int h265Level() {
        return h265Level;
    }
}
