package org.courtbridge.codecs.video;

/**
 * Loads the coders and codes a picture in every way, so that the first pictures of a call need not wait for it: they would
 * be late by as many as come in the meantime.
 */
public final class PictureWarmUp {

    private static final PictureSize CAMERA = new PictureSize(640, 360);
    private static final EncoderSettings CIF = EncoderSettings.ofDefaultProfile(352, 288, 15, 256_000, 1_200);

    private PictureWarmUp() {}

    /**
     * Takes up to a second; once, at start.
     *
     * @throws PictureCodecException if a coder does not work here
     */
    public static void run() {
        I420Picture picture;
        try (PictureScaler scaler = PictureScaler.ofSquarePixels(CAMERA, new PictureSize(CIF.width(), CIF.height()))) {
            picture = scaler.scale(I420Picture.black(CAMERA.width(), CAMERA.height()));
        }
        for (PictureCoding coding : PictureCoding.values()) {
            if (!coding.hasEncoder()) {
                coding.decoder().close();
                continue;
            }
            try (PictureEncoder encoder = coding.encoder(CIF);
                    PictureDecoder decoder = coding.decoder()) {
                if (decoder.decode(encoder.encode(picture, true).bytes()).isEmpty()) {
                    throw new PictureCodecException(coding + ": what is coded here cannot be decoded here");
                }
            }
        }
    }
}
