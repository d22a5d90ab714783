package org.courtbridge.codecs.payload;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.payload.PictureMisfit.Limit;
import org.courtbridge.codecs.video.PictureCoding;

/**
 * An H.264 format that a party has declared it can receive (RFC 6184, section 8.1).
 *
 * @param payloadType RTP payload type, 0 to 127
 * @param profileIdc profile_idc, such as 66 (Baseline), 77 (Main), 100 (High)
 * @param constraints the constraint_set flags: the byte after profile_idc
 * @param levelIdc level_idc, such as 31 for level 3.1
 * @param packetizationMode 0 (single NAL unit), 1 (non-interleaved) or 2 (interleaved)
 * @param maxMbps macroblocks per second at most; never below what the level allows
 * @param maxFs macroblocks per frame at most; never below what the level allows
 * @param maxBr bit/s at most, after the units of RFC 6184 are resolved; never below what the level allows
 * @param interleavingDepth of what the party itself sends: NAL units of coded video that may come before one which is decoded
 *     before them ({@code sprop-interleaving-depth}); 0 but in packetization mode 2
 */
public record H264Format(
        int payloadType,
        int profileIdc,
        int constraints,
        int levelIdc,
        int packetizationMode,
        int maxMbps,
        int maxFs,
        int maxBr,
        int interleavingDepth)
        implements PictureFormat {

    /** The packetization mode in which NAL units may come in another order than they are decoded in. */
    public static final int INTERLEAVED = 2;

    /** The most octets that {@link #write} adds. */
    public static final int AROUND_UNIT = InterleavedH264.AROUND;

    private static final int DEEPEST = 32_767;

    /** Baseline, level 1: what a description without profile-level-id means (RFC 6184, section 8.1). */
    private static final int NOTHING_SAID = 0x42000A;

    /** max-br is in units of 1000 bit/s for what the level's table gives in such units (RFC 6184, section 8.1). */
    private static final int BIT_RATE_UNIT = 1000;

    /** A format that promises what its level does and nothing beyond, and whose party sends in the order of decoding. */
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
                level.maxBr(),
                0);
    }

    /**
     * The same with other limits than those of its level.
     *
     * @param macroblocksPerSecond at most, no fewer than the level allows (RFC 6184, section 8.1: max-mbps)
     * @param macroblocks per frame at most, no fewer than the level allows (max-fs)
     * @param bitsPerSecond at most, no fewer than the level allows (max-br)
     */
    public H264Format withLimits(int macroblocksPerSecond, int macroblocks, int bitsPerSecond) {
        return new H264Format(
                payloadType,
                profileIdc,
                constraints,
                levelIdc,
                packetizationMode,
                macroblocksPerSecond,
                macroblocks,
                bitsPerSecond,
                interleavingDepth);
    }

    /**
     * Reads the parameters of {@code a=fmtp}. Names in any case, as devices write them; a value that is no number, or
     * promises less than the level, counts as absent.
     *
     * @param parameters value by name
     */
    public static H264Format parse(int payloadType, Map<String, String> parameters) {
        int profileLevel = NOTHING_SAID;
        int mode = 0;
        int depth = 0;
        int mbps = 0;
        int fs = 0;
        int br = 0;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue().strip();
            switch (parameter.getKey().strip().toLowerCase(Locale.ROOT)) {
                case "profile-level-id" ->
                    profileLevel = number(value, 16, 0xFF_FFFF).orElse(NOTHING_SAID);
                case "packetization-mode" ->
                    mode = number(value, 10, INTERLEAVED).orElse(0);
                case "sprop-interleaving-depth" ->
                    depth = number(value, 10, DEEPEST).orElse(0);
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
                Math.max(br, plain.maxBr),
                mode == INTERLEAVED ? depth : 0);
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
        return text.append(interleaving()).toString();
    }

    /**
     * The parameters that {@link #fmtp} must have beside the interleaved mode: that we send in order, and how much we hold; empty
     * in other modes.
     */
    public String interleaving() {
        return packetizationMode == INTERLEAVED
                ? ";sprop-interleaving-depth=0;sprop-deint-buf-req=0;deint-buf-cap=" + PictureDepacketizer.MAX_PICTURE
                : "";
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
    public Optional<PlainPackets> plainPackets() {
        return packetizationMode == INTERLEAVED
                ? Optional.of(new DecodingOrder(new InterleavedH264(), interleavingDepth, 0))
                : Optional.empty();
    }

    @Override
    public H264Format orderedAs(PictureFormat stated) {
        return stated instanceof H264Format h264 && packetizationMode == INTERLEAVED
                ? new H264Format(
                        payloadType,
                        profileIdc,
                        constraints,
                        levelIdc,
                        packetizationMode,
                        maxMbps,
                        maxFs,
                        maxBr,
                        h264.interleavingDepth)
                : this;
    }

    /**
     * Writes a single NAL unit, or a fragment (FU-A), in the form that the party takes; in packetization mode 2 it is {@link
     * #AROUND_UNIT} octets longer at the most.
     *
     * @param number in decoding order, modulo 65,536
     * @return octets written
     */
    public int write(byte[] payload, int offset, int length, int number, byte[] to, int at) {
        if (packetizationMode == INTERLEAVED) {
            return InterleavedH264.write(payload, offset, length, number, to, at);
        }
        System.arraycopy(payload, offset, to, at, length);
        return length;
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
