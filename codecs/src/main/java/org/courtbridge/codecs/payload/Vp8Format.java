package org.courtbridge.codecs.payload;

import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.video.PictureCoding;

/**
 * A VP8 format that a party has declared it can receive (RFC 7741, section 6.1).
 *
 * @param payloadType RTP payload type, 0 to 127
 * @param maxFr pictures per second at most
 * @param maxFs macroblocks in a picture at most
 */
public record Vp8Format(int payloadType, int maxFr, int maxFs) implements PictureFormat {

    /** Nobody who says nothing wants more than 1080p at 60 pictures a second. */
    private static final int DEFAULT_FR = 60;

    private static final int DEFAULT_FS = 120 * 68;

    /**
     * Reads the parameters of {@code a=fmtp}; a value that is no number above zero counts as absent.
     *
     * @param parameters value by name
     */
    public static Vp8Format parse(int payloadType, Map<String, String> parameters) {
        return new Vp8Format(
                payloadType, number(parameters, "max-fr", DEFAULT_FR), number(parameters, "max-fs", DEFAULT_FS));
    }

    private static int number(Map<String, String> parameters, String name, int otherwise) {
        String value = parameters.getOrDefault(name, "").strip();
        return value.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(value) : otherwise;
    }

    @Override
    public PictureCoding coding() {
        return PictureCoding.VP8;
    }

    @Override
    public PictureDepacketizer depacketizer() {
        return new Vp8Depacketizer();
    }

    @Override
    public PicturePacketizer packetizer(int maxPayload) {
        return new Vp8Packetizer(maxPayload);
    }

    @Override
    public String encodingName() {
        return "VP8";
    }

    @Override
    public String fmtp() {
        return "max-fr=" + maxFr + ";max-fs=" + maxFs;
    }

    @Override
    public int maxBr() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int maxMbps() {
        return (int) Math.min(Integer.MAX_VALUE, (long) maxFr * maxFs);
    }

    @Override
    public boolean mayFragment() {
        return false;
    }

    @Override
    public int inspect(byte[] bytes, int offset, int length) {
        return Vp8Payload.inspect(bytes, offset, length);
    }

    /** Of a picture's size nothing is said before it comes; browsers scale what they send to what is asked of them. */
    @Override
    public Optional<PictureMisfit> misfit(
            PictureFormat stream, Optional<SequenceParameterSet> actual, boolean fragmented) {
        return stream instanceof Vp8Format ? Optional.empty() : Optional.of(PictureMisfit.codec(stream, this));
    }
}
