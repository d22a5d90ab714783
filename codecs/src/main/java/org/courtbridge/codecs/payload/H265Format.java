package org.courtbridge.codecs.payload;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.payload.PictureMisfit.Limit;
import org.courtbridge.codecs.video.PictureCoding;

/**
 * An H.265 format that a party has declared it can receive (RFC 7798, section 7.1). We take it, and hand it on to who takes the
 * same; we do not code it.
 *
 * @param payloadType RTP payload type, 0 to 127
 * @param profileId general_profile_idc: 1 (Main), 2 (Main 10), 3 (Main Still Picture), and so on
 * @param tierFlag 0 (Main tier) or 1 (High tier)
 * @param levelId general_level_idc, such as 93 for level 3.1
 * @param maxDonDiff of what the party itself sends: decoding order numbers that two NAL units may be apart of which the later is
 *     decoded first ({@code sprop-max-don-diff}); 0 if it sends in order, without numbers
 * @param heldUnits NAL units that may come before one which is decoded before them ({@code sprop-depack-buf-nalus})
 */
public record H265Format(int payloadType, int profileId, int tierFlag, int levelId, int maxDonDiff, int heldUnits)
        implements PictureFormat {

    private static final int MAIN = 1;
    private static final int MAIN_10 = 2;
    private static final int LEVEL_3_1 = 93;
    private static final int MACROBLOCK = 256;
    private static final int MOST_APART = 32_767;

    /** A format whose party sends in the order of decoding. */
    public static H265Format inDecodingOrder(int payloadType, int profileId, int tierFlag, int levelId) {
        return new H265Format(payloadType, profileId, tierFlag, levelId, 0, 0);
    }

    /**
     * Reads the parameters of {@code a=fmtp}; names in any case. What is absent, or no number, has its default: Main
     * profile, Main tier, level 3.1.
     *
     * @param parameters value by name
     * @return empty if the party sends several RTP streams that make one picture
     */
    public static Optional<H265Format> parse(int payloadType, Map<String, String> parameters) {
        int profile = MAIN;
        int tier = 0;
        int level = LEVEL_3_1;
        int apart = 0;
        int held = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue().strip();
            switch (parameter.getKey().strip().toLowerCase(Locale.ROOT)) {
                case "profile-id" -> profile = number(value, 31, MAIN);
                case "tier-flag" -> tier = number(value, 1, 0);
                case "level-id" -> level = number(value, 255, LEVEL_3_1);
                case "tx-mode" -> {
                    if (!value.equalsIgnoreCase("SRST")) {
                        return Optional.empty();
                    }
                }
                case "sprop-max-don-diff" -> {
                    apart = number(value, MOST_APART, -1);
                    if (apart < 0) {
                        // Whether there are numbers in the packets decides how all of them are read.
                        return Optional.empty();
                    }
                }
                case "sprop-depack-buf-nalus" -> held = number(value, MOST_APART, 0);
                default -> {
                    // Parameters that do not limit what may be sent to the party.
                }
            }
        }
        return Optional.of(new H265Format(payloadType, profile, tier, level, apart, held));
    }

    private static int number(String value, int limit, int otherwise) {
        return value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= limit ? Integer.parseInt(value) : otherwise;
    }

    /** The same with a level that is no higher than this. */
    public H265Format within(int highestLevelId) {
        return new H265Format(
                payloadType, profileId, tierFlag, Math.min(levelId, highestLevelId), maxDonDiff, heldUnits);
    }

    private H265Level level() {
        return H265Level.of(levelId);
    }

    @Override
    public PictureCoding coding() {
        return PictureCoding.H265;
    }

    @Override
    public String encodingName() {
        return "H265";
    }

    @Override
    public String fmtp() {
        return "profile-id=%d;tier-flag=%d;level-id=%d".formatted(profileId, tierFlag, levelId);
    }

    @Override
    public int maxBr() {
        return tierFlag == 0 ? level().mainTierBr() : level().highTierBr();
    }

    @Override
    public int maxFs() {
        return level().maxLumaPs() / MACROBLOCK;
    }

    @Override
    public int maxMbps() {
        return (int) (level().maxLumaSr() / MACROBLOCK);
    }

    @Override
    public boolean mayFragment() {
        return true;
    }

    @Override
    public int inspect(byte[] bytes, int offset, int length) {
        return H265Payload.inspect(bytes, offset, length);
    }

    @Override
    public boolean mayEndPicture(byte[] bytes, int offset, int length) {
        return H265Payload.mayEndPicture(bytes, offset, length);
    }

    @Override
    public Optional<ParameterSetSyntax> parameterSets() {
        return Optional.of(ParameterSetSyntax.H265);
    }

    @Override
    public Optional<PlainPackets> plainPackets() {
        if (maxDonDiff == 0) {
            return Optional.of(new PaciUnwrapping());
        }
        int depth = heldUnits > 0 ? heldUnits : maxDonDiff;
        return Optional.of(new DecodingOrder(new NumberedH265(), depth, maxDonDiff));
    }

    @Override
    public H265Format orderedAs(PictureFormat stated) {
        return stated instanceof H265Format h265
                ? new H265Format(payloadType, profileId, tierFlag, levelId, h265.maxDonDiff, h265.heldUnits)
                : this;
    }

    @Override
    public PictureDepacketizer depacketizer() {
        return new H265Depacketizer();
    }

    /** By what was agreed: what its pictures are the sender says by that. */
    @Override
    public Optional<PictureMisfit> misfit(
            PictureFormat stream, Optional<SequenceParameterSet> actual, boolean fragmented) {
        if (!(stream instanceof H265Format sent)) {
            return Optional.of(PictureMisfit.codec(stream, this));
        }
        boolean decodes = sent.profileId == profileId || profileId == MAIN_10 && sent.profileId == MAIN;
        if (!decodes) {
            return Optional.of(PictureMisfit.of(Limit.PROFILE, sent.profileId, profileId));
        }
        return sent.levelId > levelId || sent.maxBr() > maxBr()
                ? Optional.of(PictureMisfit.of(Limit.LEVEL, H265Level.number(sent.levelId), H265Level.number(levelId)))
                : Optional.empty();
    }
}
