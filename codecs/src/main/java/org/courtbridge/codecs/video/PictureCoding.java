package org.courtbridge.codecs.video;

/** The codings of pictures that we know in both directions. */
public enum PictureCoding {
    /** Coded as Constrained Baseline. */
    H264 {
        @Override
        public PictureDecoder decoder() {
            return PictureDecoder.h264();
        }

        @Override
        public PictureEncoder encoder(EncoderSettings settings) {
            return PictureEncoder.h264(settings);
        }
    },
    VP8 {
        @Override
        public PictureDecoder decoder() {
            return PictureDecoder.vp8();
        }

        @Override
        public PictureEncoder encoder(EncoderSettings settings) {
            return PictureEncoder.vp8(settings);
        }
    },
    /** Coded without any of its annexes, at one of its five sizes, 128×96 to 1408×1152. */
    H263 {
        @Override
        public PictureDecoder decoder() {
            return PictureDecoder.h263();
        }

        @Override
        public PictureEncoder encoder(EncoderSettings settings) {
            return PictureEncoder.h263(settings);
        }
    };

    /** Of what is coded in it; the others say it with their pictures if they are not square. */
    public PixelShape pixels() {
        return this == H263 ? PixelShape.CIF : PixelShape.SQUARE;
    }

    /** A new decoder, to be closed. */
    public abstract PictureDecoder decoder();

    /**
     * A new encoder, to be closed.
     *
     * @throws PictureCodecException if the encoder refuses the settings; then no memory is held
     */
    public abstract PictureEncoder encoder(EncoderSettings settings);
}
