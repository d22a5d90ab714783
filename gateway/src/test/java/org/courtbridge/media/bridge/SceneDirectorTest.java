package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.SceneDirector.Before;
import org.courtbridge.media.bridge.SceneDirector.Cast;
import org.courtbridge.media.bridge.SceneDirector.Directed;
import org.courtbridge.media.video.compose.Shot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SceneDirectorTest {

    private static final long SECOND = 1_000_000_000;
    private static final long NOW = 100 * SECOND;

    @ParameterizedTest
    @CsvSource({
        "2, SIDE_BY_SIDE",
        "3, GRID",
        "4, GRID",
        "5, ONE_AND_FIVE",
        "6, ONE_AND_FIVE",
        "7, ONE_AND_SEVEN",
        "8, ONE_AND_SEVEN",
        "9, GRID",
        "16, GRID",
        "20, GRID"
    })
    void automaticFollowsTheNumber(int parties, Arrangement expected) {
        assertThat(directed(cast(Layout.AUTOMATIC, parties)).arrangement()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void oneAloneIsNotComposed(Layout layout) {
        assertThat(SceneDirector.direct(cast(layout, 1), Optional.empty(), NOW)).isEmpty();
        assertThat(SceneDirector.direct(cast(layout, 0), Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void theSpeakerAloneIsNotComposed() {
        assertThat(SceneDirector.direct(cast(Layout.SPEAKER, 5), Optional.empty(), NOW))
                .isEmpty();
    }

    @Test
    void aCourtroomIsLargeWhoeverSpeaks() {
        Cast cast =
                new Cast(Layout.COURT, cameras(4), Optional.empty(), Set.of(leg(3)), Optional.empty(), List.of(leg(2)));

        assertThat(directed(cast)).isEqualTo(new Directed(Arrangement.LARGE_AND_STRIP, order(3, 1, 2, 4)));
    }

    @Test
    void whereThereIsNoCourtroomToBeSeenTheSpeakerIsLarge() {
        Cast cast = new Cast(
                Layout.COURT, cameras(3), Optional.empty(), Set.of(leg(9)), Optional.empty(), List.of(leg(2), leg(3)));

        assertThat(directed(cast).shots()).containsExactly(shot(2), shot(1), shot(3));
    }

    @Test
    void aPresenterIsLargeInEveryLayout() {
        Cast cast =
                new Cast(Layout.GRID, cameras(4), Optional.empty(), Set.of(), Optional.of(shot(4)), List.of(leg(2)));

        assertThat(directed(cast)).isEqualTo(new Directed(Arrangement.LARGE_AND_COLUMN, order(4, 1, 2, 3)));
    }

    @Test
    void slidesAreLargeAndTheirPresenterIsNextToThem() {
        Shot slides = Shot.content(leg(3));
        List<Shot> others =
                Stream.concat(cameras(8).stream(), Stream.of(slides)).toList();
        Cast cast =
                new Cast(Layout.GRID, others, Optional.empty(), Set.of(), Optional.of(slides), List.of(leg(8), leg(1)));

        assertThat(directed(cast))
                .isEqualTo(new Directed(
                        Arrangement.LARGE_AND_COLUMN, List.of(slides, shot(3), shot(1), shot(2), shot(4), shot(8))));
    }

    @Test
    void whereTheSpeakerAloneIsToBeSeenSlidesAreSeenWithTheirPresenterAlone() {
        Shot slides = Shot.content(leg(2));
        List<Shot> others = List.of(shot(1), slides, shot(2), shot(3));
        Cast cast = new Cast(Layout.SPEAKER, others, Optional.empty(), Set.of(), Optional.of(slides), List.of(leg(1)));

        assertThat(directed(cast)).isEqualTo(new Directed(Arrangement.LARGE_AND_COLUMN, List.of(slides, shot(2))));
    }

    @Test
    void aScreenInPlaceOfACameraFillsThePictureWhereTheSpeakerAloneIsToBeSeen() {
        Cast cast =
                new Cast(Layout.SPEAKER, cameras(3), Optional.empty(), Set.of(), Optional.of(shot(2)), List.of(leg(1)));

        assertThat(SceneDirector.direct(cast, Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void whoeverWasLargeStaysSoWhileTheViewerItselfSpeaks() {
        Cast cast = new Cast(
                Layout.ONE_AND_FIVE, cameras(5), Optional.empty(), Set.of(), Optional.empty(), List.of(leg(9), leg(2)));
        Before before = new Before(Arrangement.ONE_AND_FIVE, 5, NOW, shot(4));

        assertThat(SceneDirector.direct(cast, Optional.of(before), NOW)
                        .orElseThrow()
                        .shots())
                .containsExactly(shot(4), shot(1), shot(2), shot(3), shot(5));
    }

    @Test
    void whoHasNotSpokenForLongestHasNoRoomAndNobodyMoves() {
        Cast cast = new Cast(
                Layout.SIDE_BY_SIDE, cameras(4), Optional.empty(), Set.of(), Optional.empty(), List.of(leg(4), leg(2)));

        assertThat(directed(cast).shots()).containsExactly(shot(2), shot(4));
    }

    @Test
    void fewerTilesComeOnlyAfterSomeSeconds() {
        Cast five = cast(Layout.AUTOMATIC, 5);
        Before before = SceneDirector.after(directed(five), Optional.empty(), five, NOW);
        Cast four = cast(Layout.AUTOMATIC, 4);

        Directed soon =
                SceneDirector.direct(four, Optional.of(before), NOW + SECOND).orElseThrow();
        assertThat(soon).isEqualTo(new Directed(Arrangement.ONE_AND_FIVE, cameras(4)));
        Before still = SceneDirector.after(soon, Optional.of(before), four, NOW + SECOND);
        Directed later = SceneDirector.direct(four, Optional.of(still), NOW + SceneDirector.SETTLES)
                .orElseThrow();
        assertThat(later.arrangement()).isEqualTo(Arrangement.GRID);
    }

    @Test
    void moreTilesComeAtOnce() {
        Cast four = cast(Layout.AUTOMATIC, 4);
        Before before = SceneDirector.after(directed(four), Optional.empty(), four, NOW);

        assertThat(SceneDirector.direct(cast(Layout.AUTOMATIC, 5), Optional.of(before), NOW + 1)
                        .orElseThrow()
                        .arrangement())
                .isEqualTo(Arrangement.ONE_AND_FIVE);
    }

    @Test
    void anotherLayoutIsShownAtOnce() {
        Cast grid = cast(Layout.GRID, 4);
        Before before = SceneDirector.after(directed(grid), Optional.empty(), grid, NOW);

        assertThat(SceneDirector.direct(cast(Layout.SIDE_BY_SIDE, 4), Optional.of(before), NOW + 1)
                        .orElseThrow()
                        .arrangement())
                .isEqualTo(Arrangement.SIDE_BY_SIDE);
    }

    @Test
    void whoAsksToSeeItselfIsLastAndNeverLarge() {
        Optional<Shot> self = Optional.of(shot(9));
        Cast cast = new Cast(
                Layout.COURT, cameras(3), self, Set.of(leg(9), leg(3)), Optional.empty(), List.of(leg(9), leg(2)));
        assertThat(directed(cast).shots()).isEqualTo(order(3, 1, 2, 9));
        Cast speaks = new Cast(Layout.ONE_AND_FIVE, cameras(2), self, Set.of(), Optional.empty(), List.of(leg(9)));
        assertThat(directed(speaks).shots()).isEqualTo(order(1, 2, 9));
        Cast full = new Cast(Layout.SIDE_BY_SIDE, cameras(4), self, Set.of(), Optional.empty(), List.of(leg(4)));
        assertThat(directed(full).shots()).as("beside whoever spoke last").isEqualTo(order(4, 9));
    }

    @Test
    void whoAsksToSeeItselfSeesItselfBesideOneOtherAndNotAlone() {
        Optional<Shot> self = Optional.of(shot(9));
        Cast two = new Cast(Layout.AUTOMATIC, cameras(1), self, Set.of(), Optional.empty(), List.of());
        assertThat(directed(two)).isEqualTo(new Directed(Arrangement.SIDE_BY_SIDE, order(1, 9)));
        Cast three = new Cast(Layout.AUTOMATIC, cameras(4), self, Set.of(), Optional.empty(), List.of());
        assertThat(directed(three).arrangement()).isEqualTo(Arrangement.ONE_AND_FIVE);
        Cast alone = new Cast(Layout.GRID, List.of(), self, Set.of(), Optional.empty(), List.of());
        assertThat(SceneDirector.direct(alone, Optional.empty(), NOW)).isEmpty();
        Cast speaker = new Cast(Layout.SPEAKER, cameras(2), self, Set.of(), Optional.empty(), List.of());
        assertThat(SceneDirector.direct(speaker, Optional.empty(), NOW)).isEmpty();
    }

    private static Directed directed(Cast cast) {
        return SceneDirector.direct(cast, Optional.empty(), NOW).orElseThrow();
    }

    private static Cast cast(Layout layout, int parties) {
        return new Cast(layout, cameras(parties), Optional.empty(), Set.of(), Optional.empty(), List.of());
    }

    private static List<Shot> cameras(int parties) {
        return IntStream.rangeClosed(1, parties)
                .mapToObj(SceneDirectorTest::shot)
                .toList();
    }

    private static List<Shot> order(int... numbers) {
        return IntStream.of(numbers).mapToObj(SceneDirectorTest::shot).toList();
    }

    private static Shot shot(int number) {
        return Shot.camera(leg(number));
    }

    private static LegId leg(int number) {
        return new LegId("leg" + number);
    }
}
