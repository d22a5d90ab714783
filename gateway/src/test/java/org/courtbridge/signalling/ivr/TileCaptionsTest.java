package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.IntSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.compose.Canvas;
import org.courtbridge.codecs.compose.Overlay;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.video.coded.VideoProcessor.Badge;
import org.courtbridge.media.video.coded.VideoProcessor.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TileCaptionsTest {

    private final TileCaptions captions = new TileCaptions(Language.KAZAKH);

    @Test
    void everyLetterOfKazakhRussianAndEnglishIsThere() {
        assertThat(Lettering.BOLD.has("ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЪъЩщ№ABCXYZabcxyz…")).isTrue();
    }

    @Test
    void aNameIsReadableOverAnyPicture() {
        Overlay overlay = name("Әділет Ғалымұлы", Set.of(), 640, 360);
        for (int brightness : new int[] {16, 128, 235}) {
            I420Picture under = under(overlay, 640, 360, brightness);
            IntSummaryStatistics within = rows(under, 358 - overlay.height() / 2, 358, 320 - overlay.width() / 3);

            assertThat(within.getMax()).as("letters over %d", brightness).isBetween(200, 242);
            assertThat(within.getMin()).as("their ground over %d", brightness).isLessThan(110);
        }
    }

    @Test
    void aLongNameIsShortenedToItsTile() {
        String name = "Қарағанды облысының қылмыстық істер жөніндегі мамандандырылған ауданаралық соты";
        Overlay overlay = name(name, EnumSet.allOf(Badge.class), 320, 180);

        assertThat(overlay.width()).isBetween(250, 320);
        assertThat(overlay.height()).isLessThan(30);
    }

    @Test
    void badgesAreBesideTheName() {
        int plain = name("Өмірбек", Set.of(), 640, 360).width();
        for (Badge badge : Badge.values()) {
            Overlay with = name("Өмірбек", Set.of(badge), 640, 360);
            assertThat(with.width()).as("%s", badge).isGreaterThan(plain + 20);
            I420Picture under = under(with, 640, 360, 16);
            int yellow = 0;
            for (int i = 0; i < under.cb().length; i++) {
                yellow += (under.cb()[i] & 0xFF) < 90 ? 1 : 0;
            }
            assertThat(yellow).as("%s is drawn, and stands out", badge).isGreaterThan(20);
        }
    }

    @Test
    void whereLettersCouldNotBeReadThereAreNone() {
        assertThat(captions.name(new Label("Өмірбек", Set.of()), 44, 36)).isEmpty();
        assertThat(captions.name(new Label("Өмірбек", Set.of()), 160, 90)).isPresent();
    }

    @Test
    void aCaptionIsDrawnOnce() {
        assertThat(name("Ұлан", Set.of(), 320, 180)).isSameAs(name("Ұлан", Set.of(), 320, 180));
        assertThat(name("Ұлан", Set.of(Badge.MUTED), 320, 180)).isNotSameAs(name("Ұлан", Set.of(), 320, 180));
    }

    @ParameterizedTest
    @EnumSource
    void aPictureThatDoesNotComeIsToldOfInTheViewersLanguage(Language language) {
        I420Picture absent = captions.absent(Optional.of(language), 320, 180);

        assertThat(rows(absent, 120, 160, 0).getMax()).as("words").isGreaterThan(200);
        for (Language other : Language.values()) {
            boolean same = Arrays.equals(
                    absent.luma(), captions.absent(Optional.of(other), 320, 180).luma());
            assertThat(same).as("as in %s", other).isEqualTo(other == language);
        }
    }

    @Test
    void whoSaidNothingIsToldInTheCourtsLanguage() {
        assertThat(captions.absent(Optional.empty(), 320, 180).luma())
                .isEqualTo(
                        captions.absent(Optional.of(Language.KAZAKH), 320, 180).luma());
    }

    private Overlay name(String name, Set<Badge> badges, int width, int height) {
        return captions.name(new Label(name, Set.copyOf(badges)), width, height).orElseThrow();
    }

    /** A picture of one brightness with the caption over it; of that, what the caption lies over. */
    private static I420Picture under(Overlay overlay, int width, int height, int brightness) {
        PictureSize size = new PictureSize(width, height);
        I420Picture even = I420Picture.black(width, height);
        even.fill(0, 0, width, height, brightness, 128, 128);
        try (Canvas canvas = new Canvas(size, PixelShape.SQUARE)) {
            canvas.arrange(Arrangement.WHOLE.tiles(1, size));
            canvas.draw(0, even);
            canvas.caption(0, overlay);
            return canvas.picture().copy();
        }
    }

    private static IntSummaryStatistics rows(I420Picture picture, int from, int to, int margin) {
        return IntStream.range(from, to)
                .flatMap(y -> IntStream.range(margin, picture.width() - margin).map(x -> picture.lumaAt(x, y)))
                .summaryStatistics();
    }
}
