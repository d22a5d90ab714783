package org.courtbridge.gateway.bridge;

import java.util.Optional;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.PicturePacketizer;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PictureScaler;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;

/** Decodes one source's pictures, scales them and codes them anew. One thread's at a time; holds native memory. */
final class PictureRecoder implements AutoCloseable {

    /** Bytes of a payload at most. */
    private static final int MAX_PAYLOAD = 1_200;

    private final PictureTarget target;
    private final PictureFormat format;
    private final PicturePacketizer packetizer;

    private Optional<PictureDecoder> decoder = Optional.empty();
    private Optional<PictureCoding> decoded = Optional.empty();
    private Optional<PictureEncoder> encoder = Optional.empty();
    private Optional<EncoderSettings> coded = Optional.empty();
    private Optional<PictureScaler> scaler = Optional.empty();
    private Optional<Scaling> scaled = Optional.empty();

    /** What the scaler does. */
    private record Scaling(PictureSize from, PixelShape fromPixels, PictureSize to, PixelShape toPixels) {

        boolean changesNothing() {
            return from.equals(to) && fromPixels.equals(toPixels);
        }
    }

    /** What came of a picture. */
    sealed interface Result {}

    /** It could not be decoded: what depends on it cannot be either. */
    record Undecodable() implements Result {}

    /** It was decoded, for the sake of those that depend on it. */
    record Passed() implements Result {}

    /** As {@link PictureEncoder#encode} gives it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Recoded(byte[] bytes) implements Result {}

    PictureRecoder(PictureTarget target) {
        this.target = target;
        this.format = target.format();
        this.packetizer = format.packetizer(MAX_PAYLOAD);
    }

    /**
     * @param shown whether the picture is wanted, and not only those that depend on it
     * @param keyframe whether it must become a keyframe if it is wanted
     */
    Result recode(CodedPicture picture, boolean shown, boolean keyframe) {
        Optional<I420Picture> plain = decoder(picture.format()).decode(picture.bytes());
        if (plain.isEmpty()) {
            return new Undecodable();
        }
        return shown ? new Recoded(encode(plain.get(), keyframe)) : new Passed();
    }

    private PictureDecoder decoder(PictureFormat of) {
        if (!decoded.equals(Optional.of(of.coding()))) {
            decoder.ifPresent(PictureDecoder::close);
            decoder = Optional.empty();
            decoder = Optional.of(of.coding().decoder());
            decoded = Optional.of(of.coding());
        }
        return decoder.orElseThrow();
    }

    private byte[] encode(I420Picture picture, boolean keyframe) {
        PixelShape pixels = format.coding().pixels();
        EncoderSettings settings = target.settings(PictureSize.of(picture).in(pixels, picture.pixels()));
        if (!coded.equals(Optional.of(settings))) {
            encoder.ifPresent(PictureEncoder::close);
            encoder = Optional.empty();
            encoder = Optional.of(format.coding().encoder(settings));
            coded = Optional.of(settings);
        }
        I420Picture fitting = scale(picture, new PictureSize(settings.width(), settings.height()));
        return encoder.orElseThrow().encode(fitting, keyframe);
    }

    private I420Picture scale(I420Picture picture, PictureSize to) {
        Scaling wanted = new Scaling(
                PictureSize.of(picture), picture.pixels(), to, format.coding().pixels());
        if (wanted.changesNothing()) {
            return picture;
        }
        if (!scaled.equals(Optional.of(wanted))) {
            closeScaler();
            scaler = Optional.of(new PictureScaler(wanted.from, wanted.fromPixels, wanted.to, wanted.toPixels));
            scaled = Optional.of(wanted);
        }
        return scaler.orElseThrow().scale(picture);
    }

    private void closeScaler() {
        scaler.ifPresent(PictureScaler::close);
        scaler = Optional.empty();
        scaled = Optional.empty();
    }

    /** What comes out is coded in. */
    PictureFormat format() {
        return format;
    }

    /** Gives the payloads of a picture that came out. */
    void pack(byte[] picture, PicturePacketizer.Sink sink) {
        packetizer.pack(picture, sink);
    }

    @Override
    public void close() {
        decoder.ifPresent(PictureDecoder::close);
        decoder = Optional.empty();
        decoded = Optional.empty();
        encoder.ifPresent(PictureEncoder::close);
        encoder = Optional.empty();
        coded = Optional.empty();
        closeScaler();
    }
}
