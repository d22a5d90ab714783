package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.courtbridge.codecs.NativeHeap;
import org.junit.jupiter.api.Test;

class NativePictureTest {

    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final EncoderSettings SETTINGS = EncoderSettings.ofDefaultProfile(320, 180, 15, 200_000, 0);
    private static final int BLACK = 16;

    /** Bytes: a picture that is forgotten has more than 80,000. */
    private static final long ALLOWED = 1 << 20;

    @Test
    void whatIsCopiedInComesOutAgain() {
        I420Picture picture = quarters();
        try (NativePicture copy = NativePicture.of(picture)) {
            I420Picture back = copy.copy();
            assertThat(copy.size()).isEqualTo(SIZE);
            assertThat(back.luma()).isEqualTo(picture.luma());
            assertThat(back.cb()).isEqualTo(picture.cb());
            assertThat(back.cr()).isEqualTo(picture.cr());
            I420Picture part = copy.copy(150, 80, new PictureSize(20, 20));
            assertThat(part.lumaAt(0, 0)).isEqualTo(200);
            assertThat(part.lumaAt(19, 0)).isEqualTo(BLACK);
            assertThat(part.lumaAt(19, 19)).isEqualTo(100);
            assertThat(part.cb()[0]).isEqualTo((byte) 90);
            assertThat(part.cr()[99]).isEqualTo((byte) 90);
        }
    }

    private static I420Picture quarters() {
        I420Picture picture = I420Picture.black(SIZE.width(), SIZE.height());
        picture.fill(0, 0, 160, 90, 200, 90, 160);
        picture.fill(160, 90, 160, 90, 100, 160, 90);
        return picture;
    }

    @Test
    void whoeverWritesLeavesTheOthersWhatTheyHold() {
        try (NativePicture first = NativePicture.of(quarters())) {
            try (NativePicture second = first.share()) {
                assertThat(first.holders()).isEqualTo(2);
                second.blacken(0, 0, SIZE);
                assertThat(second.copy().lumaAt(10, 10)).isEqualTo(BLACK);
                assertThat(first.holders()).isEqualTo(1);
                first.paste(I420Picture.black(20, 20), 20, 20);
                assertThat(first.copy().lumaAt(10, 10)).isEqualTo(200);
                assertThat(first.copy().lumaAt(30, 30)).isEqualTo(BLACK);
            }
            assertThat(first.copy().lumaAt(300, 170)).isEqualTo(100);
        }
    }

    @Test
    void aDecodedPictureOutlivesTheNextOnesAndItsDecoder() {
        NativePicture first;
        try (PictureEncoder encoder = PictureEncoder.h264(SETTINGS);
                PictureDecoder decoder = PictureDecoder.h264()) {
            first = decoder.decodeNative(encoder.encode(quarters(), true).bytes())
                    .orElseThrow();
            for (int i = 0; i < 5; i++) {
                byte[] dark = encoder.encode(I420Picture.black(SIZE.width(), SIZE.height()), false)
                        .bytes();
                decoder.decodeNative(dark).orElseThrow().close();
            }
        }
        try (first) {
            assertThat(first.copy().lumaAt(40, 40)).isBetween(195, 205);
        }
    }

    @Test
    void quarterTurnsAreThoseOfTheCopy() {
        try (NativePicture picture = NativePicture.of(quarters());
                NativePicture turned = picture.turned(1)) {
            assertThat(turned.size()).isEqualTo(new PictureSize(180, 320));
            assertThat(turned.copy().luma()).isEqualTo(quarters().turned(1).luma());
        }
    }

    @Test
    void refusesWhatDoesNotLieWithinItAndUseAfterTheEnd() {
        NativePicture picture = NativePicture.black(SIZE, PixelShape.SQUARE);
        try (picture) {
            assertThatThrownBy(() -> picture.paste(I420Picture.black(20, 20), 302, 0))
                    .hasMessage("part: 20×20 at 302, 0 (expected: even, within 320×180)");
            assertThatThrownBy(() -> picture.paste(I420Picture.black(20, 20), 1, 0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> picture.copy(0, -2, new PictureSize(2, 2)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> picture.blacken(0, 2, SIZE)).isInstanceOf(IllegalArgumentException.class);
        }
        picture.close();
        assertThatThrownBy(picture::copy).hasMessage("closed");
        assertThatThrownBy(picture::share).hasMessage("closed");
    }

    @Test
    void whatIsClosedHoldsNoMemory() throws Throwable {
        long growth = NativeHeap.open().growth(() -> {
            try (PictureEncoder encoder = PictureEncoder.h264(SETTINGS);
                    PictureDecoder decoder = PictureDecoder.h264();
                    PictureScaler scaler = PictureScaler.ofSquarePixels(SIZE, new PictureSize(64, 64))) {
                for (int i = 0; i < 200; i++) {
                    byte[] coded = encoder.encode(quarters(), i == 0).bytes();
                    try (NativePicture decoded = decoder.decodeNative(coded).orElseThrow();
                            NativePicture shared = decoded.share();
                            NativePicture scaled = scaler.scale(shared)) {
                        shared.blacken(0, 0, SIZE);
                        assertThat(scaled.size()).isEqualTo(new PictureSize(64, 64));
                    }
                }
            }
        });
        assertThat(growth).isLessThan(ALLOWED);
    }
}
