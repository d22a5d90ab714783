package org.courtbridge.simulators;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.H2250Capability;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.H264Capability;
import org.courtbridge.h323.h245.H264Level;
import org.courtbridge.h323.h245.H264Packetization;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.RtpPayloadType;

/** H.245 capabilities of the room, to send and to receive: G.722 and H.264. */
final class RoomAbilities {

    /** Milliseconds. */
    private static final int LONGEST_PACKET = 20;

    /** ms of jitter that the room evens out. */
    private static final int JITTER = 200;

    /** 2 Mbit/s, in 100 bit/s. */
    private static final int PICTURE_BITRATE = 20_000;

    private RoomAbilities() {}

    static Capabilities all() {
        Direction both = Direction.RECEIVE_AND_TRANSMIT;
        int frames = (int) (LONGEST_PACKET / AudioCoding.G722_64K.frame().toMillis());
        return Capabilities.of(
                new H2250Capability(
                        JITTER,
                        List.of(
                                RtpPayloadType.h264(H264Packetization.NON_INTERLEAVED, Optional.empty()),
                                RtpPayloadType.h264(H264Packetization.H241_ANNEX_A, Optional.empty()))),
                List.of(new Capability.Audio(both, new AudioCapability.Frames(AudioCoding.G722_64K, frames))),
                List.of(new Capability.Video(
                        both, H264Capability.of(PICTURE_BITRATE, H264Capability.BASELINE, H264Level.L3_1))));
    }

    static boolean isSound(OpenLogicalChannel channel) {
        return channel.forward() instanceof DataType.Audio(AudioCapability.Frames(AudioCoding coding, int _))
                && coding == AudioCoding.G722_64K;
    }

    static boolean isPicture(OpenLogicalChannel channel) {
        return channel.forward() instanceof DataType.Video(var capability) && capability instanceof H264Capability;
    }

    /** By which a channel's packets go, as whoever opens it says. */
    static Optional<Integer> payloadType(OpenLogicalChannel channel) {
        return isSound(channel)
                ? Optional.of(AudioCoding.G722_64K.payloadType())
                : channel.forwardParameters().flatMap(H2250Parameters::dynamicPayloadType);
    }
}
