package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.video.PixelShape;
import org.courtbridge.hearings.Layout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A room that knows H.264 and one that knows H.263 alone each see all others in one picture, and not themselves; so does a phone
 * that asks for it, and itself when it asks for that, too.
 *
 * <p>Runs alone, as a gateway composes nothing while processors are short.
 */
@Tag("measures")
class ComposedRoomsIT {

    private static final int MODERN = 1;
    private static final int OLD = 2;

    @Test
    void eachRoomSeesAllOthersTogether() throws Exception {
        try (Court court = Court.open("ComposedRoomsIT", Layout.GRID)) {
            court.start();
            try (BaresipPeer modern = court.room(MODERN);
                    BaresipPeer old = BaresipPeer.start(
                            court.folder(), court.account(OLD), "video_size 352x288\n", ";video_codecs=H263");
                    BrowserPeer third = court.phone(3);
                    BrowserPeer fourth = court.phone(4)) {
                old.awaitRegistered();
                court.call(modern);
                court.call(old);
                court.knock(third);
                court.knock(fourth);
                court.admit(3);
                court.admit(4);
                court.awaitSight(third, MODERN);
                court.awaitSight(third, 4);

                see(modern::image, MODERN, Arrangement.GRID, PixelShape.SQUARE, List.of(OLD, 3, 4));
                see(old::image, OLD, Arrangement.GRID, PixelShape.CIF, List.of(MODERN, 3, 4));
                assertThat(court.pictureCodecs(OLD)).containsOnly("H263");
                Proof.hears(MODERN, Set.of(OLD, 3, 4), modern::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                Proof.hears(OLD, Set.of(MODERN, 3, 4), old::receivedInTheLast, BaresipPeer.SAMPLE_RATE);

                court.choose(MODERN, Layout.COURT);
                see(modern::image, MODERN, Arrangement.LARGE_AND_STRIP, PixelShape.SQUARE, List.of(OLD, 3, 4));
                court.liftLayout(MODERN);
                asksForOnePicture(court, third);
                court.remove(4);
                see(modern::image, MODERN, Arrangement.GRID, PixelShape.SQUARE, List.of(OLD, 3));
                court.remove(3);
                Await.until(
                        "the other room alone",
                        Court.PATIENCE,
                        () -> modern.screen()
                                .filter(picture -> picture.party() == OLD)
                                .isPresent());
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static void asksForOnePicture(Court court, BrowserPeer phone) {
        Page page = phone.page();
        PlaywrightAssertions.assertThat(page.getByTestId("remark-recorded")).isVisible();
        page.getByTestId("layout").click();
        page.getByTestId("layout-GRID").check();
        see(phone::image, 3, Arrangement.GRID, PixelShape.SQUARE, List.of(MODERN, OLD, 4));
        page.getByTestId("see-self").check();
        see(phone::image, 3, Arrangement.GRID, PixelShape.SQUARE, List.of(MODERN, OLD, 4, 3));
        phone.forget();
        page.getByTestId("layout-").check();
        court.awaitSight(phone, MODERN);
        court.awaitSight(phone, 4);
    }

    private static void see(
            Callable<Optional<BufferedImage>> look,
            int self,
            Arrangement arrangement,
            PixelShape pixels,
            List<Integer> others) {
        ComposedSight sight = new ComposedSight(self, new ComposedScreen(arrangement, others.size(), pixels), others);
        sight.await(look);
        sight.holds(look);
    }
}
