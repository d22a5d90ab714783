package org.courtbridge.codecs.payload;

import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.payload.PictureMisfit.Limit;
import org.courtbridge.codecs.video.PictureCoding;

/**
 * A VP9 format that a party has declared it can receive (RFC 9628, section 6.1). We take it, and hand it on to who takes the
 * same; we do not code it.
 *
 * @param payloadType RTP payload type, 0 to 127
 * @param profileId 0 (8 bits, 4:2:0) to 3
 * @param maxFr pictures per second at most
 * @param maxFs macroblocks in a picture at most
 */
public record Vp9Format(int payloadType, int profileId, int maxFr, int maxFs) implements PictureFormat {

    private static final int HIGHEST_PROFILE = 3;

    /**
     * Reads the parameters of {@code a=fmtp}; a value that is no number in its range counts as absent.
     *
     * @param parameters value by name
     */
    public static Vp9Format parse(int payloadType, Map<String, String> parameters) {
        Vp8Format common = Vp8Format.parse(payloadType, parameters);
        String profile = parameters.getOrDefault("profile-id", "").strip();
        return new Vp9Format(
                payloadType,
                profile.matches("[0-" + HIGHEST_PROFILE + "]") ? Integer.parseInt(profile) : 0,
                common.maxFr(),
                common.maxFs());
    }

    @Override
    public PictureCoding coding() {
        return PictureCoding.VP9;
    }

    @Override
    public String encodingName() {
        return "VP9";
    }

    @Override
    public String fmtp() {
        return "profile-id=%d;max-fr=%d;max-fs=%d".formatted(profileId, maxFr, maxFs);
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
        return Vp9Payload.inspect(bytes, offset, length);
    }

    @Override
    public PictureDepacketizer depacketizer() {
        return new Vp9Depacketizer();
    }

    /** Of a picture's size nothing is said before it comes. */
    @Override
    public Optional<PictureMisfit> misfit(
            PictureFormat stream, Optional<SequenceParameterSet> actual, boolean fragmented) {
        if (!(stream instanceof Vp9Format sent)) {
            return Optional.of(PictureMisfit.codec(stream, this));
        }
        return sent.profileId == profileId
                ? Optional.empty()
                : Optional.of(PictureMisfit.of(Limit.PROFILE, sent.profileId, profileId));
    }
}
