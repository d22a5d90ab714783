package org.courtbridge.codecs.video;

/** The codings of pictures that we know. */
public enum PictureCoding {
    /** Coded as Constrained Baseline, or High. */
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
    /** Not coded, as nothing that is free codes it fast enough. */
    H265 {
        @Override
        public PictureDecoder decoder() {
            return PictureDecoder.h265();
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
    /** Not coded: who takes it takes VP8 too, which costs less. */
    VP9 {
        @Override
        public PictureDecoder decoder() {
            return PictureDecoder.vp9();
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
    },
    /** Coded at one of its two sizes, 176×144 and 352×288. */
    H261 {
        @Override
        public PictureDecoder decoder() {
            return PictureDecoder.h261();
        }

        @Override
        public PictureEncoder encoder(EncoderSettings settings) {
            return PictureEncoder.h261(settings);
        }
    };

    /** Of what is coded in it; the others say it with their pictures if they are not square. */
    public PixelShape pixels() {
        return this == H263 || this == H261 ? PixelShape.CIF : PixelShape.SQUARE;
    }

    /** A new decoder, to be closed. */
    public abstract PictureDecoder decoder();

    /** Whether we code it, and do not only decode it. */
    public boolean hasEncoder() {
        return this != H265 && this != VP9;
    }

    /**
     * A new encoder, to be closed.
     *
     * @throws UnsupportedOperationException if it is only decoded
     * @throws PictureCodecException if the encoder refuses the settings; then no memory is held
     */
    public PictureEncoder encoder(EncoderSettings settings) {
        throw new UnsupportedOperationException(this + " is only decoded");
    }
}
