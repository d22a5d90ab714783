package org.courtbridge.codecs.payload;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.payload.PictureMisfit.Limit;
import org.courtbridge.codecs.video.PictureCoding;

/**
 * What a party said of the H.264 that it can take (RFC 6184, section 8.1).
 *
 * @param payloadType RTP payload type, 0 to 127
 * @param profileIdc profile_idc, such as 66 (Baseline), 77 (Main), 100 (High)
 * @param constraints the constraint_set flags: the byte after profile_idc
 * @param levelIdc level_idc, such as 31 for level 3.1
 * @param packetizationMode 0 (single NAL unit) or 1 (non-interleaved)
 * @param maxMbps macroblocks per second at most; never below what the level allows
 * @param maxFs macroblocks per frame at most; never below what the level allows
 * @param maxBr bit/s at most, after the units of RFC 6184 are resolved; never below what the level allows
 */
public record H264Format(
        int payloadType,
        int profileIdc,
        int constraints,
        int levelIdc,
        int packetizationMode,
        int maxMbps,
        int maxFs,
        int maxBr)
        implements PictureFormat {

    /** Baseline, level 1: what a description without profile-level-id means (RFC 6184, section 8.1). */
    private static final int NOTHING_SAID = 0x42000A;

    /** max-br is in units of 1000 bit/s for what the level's table gives in such units (RFC 6184, section 8.1). */
    private static final int BIT_RATE_UNIT = 1000;

    /** A format that promises what its level does and nothing beyond. */
    public static H264Format ofLevel(
            int payloadType, int profileIdc, int constraints, int levelIdc, int packetizationMode) {
        H264Level level = H264Level.of(profileIdc, constraints, levelIdc);
        return new H264Format(
                payloadType,
                profileIdc,
                constraints,
                levelIdc,
                packetizationMode,
                level.maxMbps(),
                level.maxFs(),
                level.maxBr());
    }

    /**
     * Reads the parameters of {@code a=fmtp}. Names in any case, as devices write them; a value that is no number, or
     * promises less than the level, counts as absent; so does the interleaved mode, which nobody is answered with.
     *
     * @param parameters value by name
     */
    public static H264Format parse(int payloadType, Map<String, String> parameters) {
        int profileLevel = NOTHING_SAID;
        int mode = 0;
        int mbps = 0;
        int fs = 0;
        int br = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue().strip();
            switch (parameter.getKey().strip().toLowerCase(Locale.ROOT)) {
                case "profile-level-id" ->
                    profileLevel = number(value, 16, 0xFF_FFFF).orElse(NOTHING_SAID);
                case "packetization-mode" -> mode = number(value, 10, 1).orElse(0);
                case "max-mbps" -> mbps = number(value, 10, Integer.MAX_VALUE).orElse(0);
                case "max-fs" -> fs = number(value, 10, Integer.MAX_VALUE).orElse(0);
                case "max-br" ->
                    br = BIT_RATE_UNIT
                            * number(value, 10, Integer.MAX_VALUE / BIT_RATE_UNIT)
                                    .orElse(0);
                default -> {
                    // Parameters that do not limit what may be sent to the party.
                }
            }
        }
        H264Format plain =
                ofLevel(payloadType, profileLevel >> 16, profileLevel >> 8 & 0xFF, profileLevel & 0xFF, mode);
        return new H264Format(
                payloadType,
                plain.profileIdc,
                plain.constraints,
                plain.levelIdc,
                mode,
                Math.max(mbps, plain.maxMbps),
                Math.max(fs, plain.maxFs),
                Math.max(br, plain.maxBr));
    }

    private static Optional<Integer> number(String value, int radix, int limit) {
        try {
            int number = Integer.parseInt(value, radix);
            return number < 0 || number > limit ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The three bytes of profile-level-id in hexadecimal. */
    public String profileLevelId() {
        return "%02x%02x%02x".formatted(profileIdc, constraints, levelIdc);
    }

    @Override
    public String fmtp() {
        H264Level level = level();
        StringBuilder text = new StringBuilder("profile-level-id=")
                .append(profileLevelId())
                .append(";packetization-mode=")
                .append(packetizationMode);
        if (maxMbps > level.maxMbps()) {
            text.append(";max-mbps=").append(maxMbps);
        }
        if (maxFs > level.maxFs()) {
            text.append(";max-fs=").append(maxFs);
        }
        if (maxBr > level.maxBr()) {
            text.append(";max-br=").append(maxBr / BIT_RATE_UNIT);
        }
        return text.toString();
    }

    public H264Level level() {
        return H264Level.of(profileIdc, constraints, levelIdc);
    }

    public H264Profile profile() {
        return H264Profile.of(profileIdc, constraints);
    }

    @Override
    public PictureCoding coding() {
        return PictureCoding.H264;
    }

    @Override
    public PictureDepacketizer depacketizer() {
        return new H264Depacketizer();
    }

    @Override
    public PicturePacketizer packetizer(int maxPayload) {
        return new H264Packetizer(0, maxPayload);
    }

    @Override
    public String encodingName() {
        return "H264";
    }

    @Override
    public boolean mayFragment() {
        return packetizationMode != 0;
    }

    @Override
    public int inspect(byte[] bytes, int offset, int length) {
        return H264Payload.inspect(bytes, offset, length);
    }

    @Override
    public boolean mayEndPicture(byte[] bytes, int offset, int length) {
        return H264Payload.mayEndPicture(bytes, offset, length);
    }

    @Override
    public Optional<ParameterSetSyntax> parameterSets() {
        return Optional.of(ParameterSetSyntax.H264);
    }

    @Override
    public Optional<PictureMisfit> misfit(
            PictureFormat stream, Optional<SequenceParameterSet> actual, boolean fragmented) {
        if (!(stream instanceof H264Format agreed)) {
            return Optional.of(PictureMisfit.codec(stream, this));
        }
        if (packetizationMode == 0 && fragmented) {
            return Optional.of(PictureMisfit.of(Limit.PACKETIZATION_MODE, 1, 0));
        }
        // Before its first picture: its agreed profile, at whatever level; its first picture tells the rest.
        H264Profile sent = actual.map(SequenceParameterSet::profile).orElseGet(agreed::profile);
        if (!profile().decodes(sent)) {
            return Optional.of(PictureMisfit.of(Limit.PROFILE, sent, profile()));
        }
        return actual.flatMap(parameters -> sizeMisfit(parameters).or(() -> levelMisfit(parameters.level())));
    }

    private Optional<PictureMisfit> sizeMisfit(SequenceParameterSet actual) {
        int across = actual.macroblocksAcross();
        int down = actual.macroblocksDown();
        String size = actual.width() + "x" + actual.height();
        if ((long) across * down > maxFs) {
            return Optional.of(PictureMisfit.of(Limit.RESOLUTION, size, maxFs));
        }
        // A picture may be no longer than eight times its breadth, at the largest size (H.264, A.3.1 f and g).
        int longest = (int) Math.sqrt(8.0 * maxFs);
        return Math.max(across, down) > longest
                ? Optional.of(PictureMisfit.of(Limit.SHAPE, size, 16 * longest))
                : Optional.empty();
    }

    private Optional<PictureMisfit> levelMisfit(H264Level sent) {
        if (sent.isWithin(maxMbps, maxFs, maxBr)) {
            return Optional.empty();
        }
        H264Level own = level();
        if (own.maxMbps() == maxMbps && own.maxFs() == maxFs && own.maxBr() == maxBr) {
            return Optional.of(PictureMisfit.of(Limit.LEVEL, sent.number(), own.number()));
        }
        return Optional.of(
                sent.maxFs() > maxFs
                        ? PictureMisfit.of(Limit.MAX_FS, sent.maxFs(), maxFs)
                        : sent.maxMbps() > maxMbps
                                ? PictureMisfit.of(Limit.MAX_MBPS, sent.maxMbps(), maxMbps)
                                : PictureMisfit.of(Limit.MAX_BR, sent.maxBr(), maxBr));
    }
}
