package org.courtbridge.signalling.h323.call;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.DataCapability;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.H2250Capability;
import org.courtbridge.h323.h245.H264Capability;
import org.courtbridge.h323.h245.H264Level;
import org.courtbridge.h323.h245.H264Packetization;
import org.courtbridge.h323.h245.PictureFormat;
import org.courtbridge.h323.h245.RtpPayloadType;
import org.courtbridge.h323.h245.VideoCapability;
import org.courtbridge.signalling.rooms.PictureCeiling;

/** Maps codecs and formats to the capabilities and data types of H.245, ours to offer and theirs to understand. */
public final class Codings {

    /** Milliseconds of sound in a packet that we take at most. */
    private static final int LONGEST_PACKET = 60;

    private static final int KEYS_PAYLOAD_TYPE = 101;
    private static final int CLOCK_OF_KEYS = 8_000;
    private static final int H261_PAYLOAD_TYPE = 31;
    private static final int H263_PAYLOAD_TYPE = 34;

    /** 2 Mbit/s, in 100 bit/s. */
    private static final int PICTURE_BITRATE = 20_000;

    /** 384 kbit/s, in 100 bit/s. */
    private static final int OLD_PICTURE_BITRATE = 3_840;

    /** 64 kbit/s, in 100 bit/s. */
    private static final int CAMERA_BITRATE = 640;

    private static final int BIT_RATE_UNIT = 100;
    private static final int BITS_IN_KILOBIT = 1_000;

    /** profile_idc. */
    private static final int BASELINE = 66;

    /** constraint_set0_flag and constraint_set1_flag: what H.241 calls Baseline is sent by rooms without FMO and ASO. */
    private static final int CONSTRAINED = 0xC0;

    /** ms of jitter that we even out. */
    private static final int JITTER = 200;

    private static final Map<AudioCoding, AudioCodec> SOUND = sound();

    private Codings() {}

    private static Map<AudioCoding, AudioCodec> sound() {
        Map<AudioCoding, AudioCodec> codecs = new EnumMap<>(AudioCoding.class);
        codecs.put(AudioCoding.G722_64K, AudioCodec.G722);
        codecs.put(AudioCoding.G711_ALAW_64K, AudioCodec.PCMA);
        codecs.put(AudioCoding.G711_ULAW_64K, AudioCodec.PCMU);
        codecs.put(AudioCoding.G729, AudioCodec.G729);
        codecs.put(AudioCoding.G729_ANNEX_A, AudioCodec.G729);
        codecs.put(AudioCoding.G729_WITH_ANNEX_B, AudioCodec.G729);
        codecs.put(AudioCoding.G729_ANNEX_A_WITH_ANNEX_B, AudioCodec.G729);
        return codecs;
    }

    /**
     * All that we send and receive, the most preferred first. Of H.264 Baseline alone: whoever is offered High as well would send
     * that, and all who have agreed on Constrained Baseline, as every browser, would need it coded anew; who has no other still has
     * H.263 or H.261 for what it sends. What it takes is another matter: see {@link #sent}.
     *
     * <p>As what we receive alone, and not as what we receive and transmit: OPAL and Cisco's multipoint units read that as a coding
     * that goes both ways or not at all, where each direction has the coding that its receiver prefers.
     *
     * @param largest picture of H.264 that is taken
     */
    public static Capabilities ours(PictureCeiling largest) {
        Direction one = Direction.RECEIVE;
        Direction both = Direction.RECEIVE_AND_TRANSMIT;
        List<Capability.Audio> sound = List.of(
                        AudioCoding.G722_64K,
                        AudioCoding.G711_ALAW_64K,
                        AudioCoding.G711_ULAW_64K,
                        AudioCoding.G729_ANNEX_A,
                        AudioCoding.G729)
                .stream()
                .map(coding -> new Capability.Audio(one, new AudioCapability.Frames(coding, (int)
                        (LONGEST_PACKET / coding.frame().toMillis()))))
                .toList();
        List<Capability.Video> pictures = List.of(
                new Capability.Video(one, H264Capability.of(PICTURE_BITRATE, H264Capability.BASELINE, level(largest))),
                new Capability.Video(
                        one,
                        VideoCapability.H263.of(
                                Map.of(PictureFormat.QCIF, 1, PictureFormat.CIF, 1), OLD_PICTURE_BITRATE)),
                new Capability.Video(
                        one,
                        new VideoCapability.H261(
                                Map.of(PictureFormat.QCIF, 1, PictureFormat.CIF, 1),
                                false,
                                OLD_PICTURE_BITRATE,
                                false)));
        // Slides are read: of H.263, 4CIF too.
        VideoCapability presented = VideoCapability.Extended.presentation(List.of(
                pictures.getFirst().capability(),
                VideoCapability.H263.of(
                        Map.of(PictureFormat.QCIF, 1, PictureFormat.CIF, 1, PictureFormat.CIF4, 2), PICTURE_BITRATE),
                pictures.getLast().capability()));
        return Capabilities.of(
                new H2250Capability(
                        JITTER,
                        List.of(
                                RtpPayloadType.h264(H264Packetization.NON_INTERLEAVED, Optional.empty()),
                                RtpPayloadType.h264(H264Packetization.H241_ANNEX_A, Optional.empty()))),
                sound,
                pictures,
                List.of(new Capability.Video(one, presented)),
                List.of(new Capability.H239Control()),
                List.of(
                        new Capability.Data(both, new DataCapability(DataCapability.Framing.OCTETS, CAMERA_BITRATE)),
                        new Capability.Data(both, new DataCapability(DataCapability.Framing.HDLC, CAMERA_BITRATE))),
                List.of(
                        new Capability.UserInput(both, Capability.UserInput.DTMF),
                        new Capability.UserInput(both, Capability.UserInput.BASIC_STRING)),
                List.of(new Capability.TelephonyEvents(KEYS_PAYLOAD_TYPE, "0-15")));
    }

    /** The same with pictures that every browser takes untouched. */
    public static Capabilities ours() {
        return ours(PictureCeiling.P720);
    }

    private static H264Level level(PictureCeiling largest) {
        return switch (largest) {
            case P720 -> H264Level.L3_1;
            case P1080 -> H264Level.L4;
        };
    }

    /** Clock rate by payload type of the keys that we take in RTP (RFC 4733). */
    static Map<Integer, Integer> keys() {
        return Map.of(KEYS_PAYLOAD_TYPE, CLOCK_OF_KEYS);
    }

    /** Empty if we do not code that. */
    static Optional<AudioFormat> of(AudioCapability capability) {
        return capability instanceof AudioCapability.Frames(AudioCoding coding, int _)
                ? Optional.ofNullable(SOUND.get(coding))
                        .map(codec -> AudioFormat.withoutParameters(codec, coding.payloadType()))
                : Optional.empty();
    }

    /**
     * Empty if we do not code that.
     *
     * @param dynamic payload type that was agreed, in place of its own where it has one
     * @param packetization of H.264
     */
    static Optional<org.courtbridge.codecs.payload.PictureFormat> of(
            VideoCapability capability, Optional<Integer> dynamic, Optional<H264Packetization> packetization) {
        return switch (capability) {
            case H264Capability h264 -> dynamic.map(payloadType -> h264(h264, payloadType, packetization));
            case VideoCapability.H263 h263 -> Optional.of(h263(h263, dynamic.orElse(H263_PAYLOAD_TYPE)));
            case VideoCapability.H261 h261 -> Optional.of(h261(h261, dynamic.orElse(H261_PAYLOAD_TYPE)));
            case VideoCapability.Extended second ->
                second.capabilities().stream()
                        .flatMap(one -> of(one, dynamic, packetization).stream())
                        .findFirst();
            case VideoCapability.Other _ -> Optional.empty();
        };
    }

    /**
     * The same of what we send. That is Constrained Baseline in H.264, whatever the channel was opened as: decoders of every profile
     * take it, and nobody costs an encoder more for having no Baseline.
     */
    static Optional<org.courtbridge.codecs.payload.PictureFormat> sent(
            VideoCapability capability, Optional<Integer> dynamic, Optional<H264Packetization> packetization) {
        return of(capability, dynamic, packetization)
                .map(format -> format instanceof H264Format h264
                        ? H264Format.ofLevel(
                                        h264.payloadType(),
                                        BASELINE,
                                        CONSTRAINED,
                                        h264.levelIdc(),
                                        h264.packetizationMode())
                                .withLimits(h264.maxMbps(), h264.maxFs(), h264.maxBr())
                        : format);
    }

    private static H264Format h264(H264Capability said, int payloadType, Optional<H264Packetization> packetization) {
        H264Level level = H264Level.of(said.level());
        int profile = said.hasProfile(H264Capability.HIGH) ? 100 : said.hasProfile(H264Capability.MAIN) ? 77 : BASELINE;
        int mode =
                packetization.filter(H264Packetization.NON_INTERLEAVED::equals).isPresent() ? 1 : 0;
        return H264Format.ofLevel(payloadType, profile, profile == BASELINE ? CONSTRAINED : 0, level.idc(), mode)
                .withLimits(
                        said.maxMacroblocksPerSecond(),
                        said.maxMacroblocks(),
                        // What a room can decode; what a channel may carry is its limit, as a stream need not use all
                        // its level has.
                        Math.max(bits(said.maxBitRate(), 0), BITS_IN_KILOBIT * level.kilobits()));
    }

    private static H263Format h263(VideoCapability.H263 said, int payloadType) {
        H263Format.Size largest = H263Format.Size.QCIF;
        int interval = 2;
        for (PictureFormat format : PictureFormat.values()) {
            Integer named = said.pictureIntervals().get(format);
            if (named != null && format.ordinal() >= largest.ordinal()) {
                largest = H263Format.Size.values()[format.ordinal()];
                interval = Math.min(named, 32);
            }
        }
        return new H263Format(
                payloadType, H263Format.Form.H263, largest, interval, bits(said.maxBitRate(), Integer.MAX_VALUE));
    }

    /** H.261 for a capability; QCIF, which every decoder has, if it names no size. */
    private static H261Format h261(VideoCapability.H261 said, int payloadType) {
        Map<PictureFormat, Integer> intervals = said.pictureIntervals();
        boolean cif = intervals.containsKey(PictureFormat.CIF);
        return new H261Format(
                payloadType,
                cif ? H261Format.Size.CIF : H261Format.Size.QCIF,
                intervals.getOrDefault(cif ? PictureFormat.CIF : PictureFormat.QCIF, 2),
                bits(said.maxBitRate(), Integer.MAX_VALUE));
    }

    /** Bit/s that a channel carries at most, as its capability says; empty if it does not. */
    static Optional<Long> bitrate(DataType type) {
        return type instanceof DataType.Video(var capability) ? bitrate(capability) : Optional.empty();
    }

    private static Optional<Long> bitrate(VideoCapability capability) {
        return switch (capability) {
            case H264Capability h264 ->
                Optional.of(h264.maxBitRate()).filter(said -> said > 0).map(said -> said * BIT_RATE_UNIT);
            case VideoCapability.Extended second ->
                second.capabilities().stream()
                        .flatMap(one -> bitrate(one).stream())
                        .findFirst();
            case VideoCapability.H263 _, VideoCapability.H261 _, VideoCapability.Other _ -> Optional.empty();
        };
    }

    /** Bit/s of pictures that a room may send on its channel: what the channel says, and no more than we said that we take. */
    static long most(DataType type) {
        return type instanceof DataType.Video(var capability) ? most(capability) : Long.MAX_VALUE;
    }

    private static long most(VideoCapability capability) {
        return switch (capability) {
            case H264Capability h264 -> most(h264.maxBitRate(), PICTURE_BITRATE);
            case VideoCapability.H263 h263 -> most(h263.maxBitRate(), OLD_PICTURE_BITRATE);
            case VideoCapability.H261 h261 -> most(h261.maxBitRate(), OLD_PICTURE_BITRATE);
            case VideoCapability.Extended second ->
                second.capabilities().stream()
                        .mapToLong(Codings::most)
                        .findFirst()
                        .orElse(Long.MAX_VALUE);
            case VideoCapability.Other _ -> Long.MAX_VALUE;
        };
    }

    private static long most(long said, long ours) {
        return BIT_RATE_UNIT * (said > 0 ? Math.min(said, ours) : ours);
    }

    /** @param said in 100 bit/s; 0 if nothing was */
    private static int bits(long said, long otherwise) {
        return (int) Math.min(Integer.MAX_VALUE, said > 0 ? said * BIT_RATE_UNIT : otherwise);
    }
}
