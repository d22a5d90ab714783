package org.courtbridge.media.bridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.video.compose.Shot;

/**
 * Decides what a viewer sees together, and how it is arranged. What is presented is large, and whoever presents it beside his
 * camera is next to it; else, by layout, one of the court's rooms or the speaker is large. The others keep their order, so that
 * nobody jumps about. Whoever asks to see himself comes last, and is never large.
 */
final class SceneDirector {

    /** Nanoseconds for which a picture made for more parties stays: who has lost the line for a moment comes back. */
    static final long SETTLES = 4_000_000_000L;

    /** Four pictures of one size are each as large as the small ones of other arrangements, or larger. */
    private static final int QUARTERS = 4;

    private SceneDirector() {}

    /**
     * The pictures that may be seen together, and what their arrangement depends on.
     *
     * @param others pictures of others, in the order in which the parties came; the viewer is not among them
     * @param self the viewer's own camera, if it is to be seen, too
     * @param courtrooms the court's own rooms
     * @param presented the picture that somebody presents, which is to be large
     * @param speakers legs that have spoken, the last one first
     */
    record Cast(
            Layout layout,
            List<Shot> others,
            Optional<Shot> self,
            Set<LegId> courtrooms,
            Optional<Shot> presented,
            List<LegId> speakers) {

        /** Number of pictures, the viewer's own among them. */
        private int size() {
            return others.size() + (self.isPresent() ? 1 : 0);
        }
    }

    /**
     * The scene that the viewer saw last.
     *
     * @param parties number of parties that the arrangement was made for
     * @param at when there were so many last, in nanoseconds
     * @param large the picture that was large, or the first of all
     */
    record Before(Arrangement arrangement, int parties, long at, Shot large) {

        /** Whether it stays although there are fewer parties now. */
        private boolean stays(Cast cast, long now) {
            return cast.size() < parties && now - at < SETTLES;
        }
    }

    /** The arrangement and the pictures of a scene; the viewer's language is still to be added. */
    record Directed(Arrangement arrangement, List<Shot> shots) {}

    /** Empty if the viewer is to see one party alone. */
    static Optional<Directed> direct(Cast cast, Optional<Before> before, long now) {
        if (cast.size() < 2
                || cast.others().isEmpty()
                || (cast.layout() == Layout.SPEAKER && presenterBeside(cast).isEmpty())) {
            return Optional.empty();
        }
        Arrangement wanted = arrangement(cast);
        Arrangement arrangement = before.filter(seen ->
                        cast.layout() == Layout.AUTOMATIC && cast.presented().isEmpty() && seen.stays(cast, now))
                .map(Before::arrangement)
                .orElse(wanted);
        return Optional.of(new Directed(arrangement, shots(cast, arrangement, before.map(Before::large))));
    }

    /** The scene as {@link #direct} needs it the next time. */
    static Before after(Directed directed, Optional<Before> before, Cast cast, long now) {
        Optional<Before> kept = before.filter(seen -> seen.stays(cast, now));
        return new Before(
                directed.arrangement(),
                kept.map(Before::parties).orElse(cast.size()),
                kept.map(Before::at).orElse(now),
                directed.shots().getFirst());
    }

    private static Arrangement arrangement(Cast cast) {
        if (isPresented(cast)) {
            return Arrangement.LARGE_AND_COLUMN;
        }
        return switch (cast.layout()) {
            case AUTOMATIC -> automatic(cast.size());
            case COURT -> Arrangement.LARGE_AND_STRIP;
            case GRID -> Arrangement.GRID;
            case ONE_AND_FIVE -> Arrangement.ONE_AND_FIVE;
            case ONE_AND_SEVEN -> Arrangement.ONE_AND_SEVEN;
            case SIDE_BY_SIDE -> Arrangement.SIDE_BY_SIDE;
            case SPEAKER -> Arrangement.WHOLE;
        };
    }

    private static Arrangement automatic(int parties) {
        if (parties <= Arrangement.SIDE_BY_SIDE.most()) {
            return Arrangement.SIDE_BY_SIDE;
        }
        if (parties > QUARTERS && parties <= Arrangement.ONE_AND_FIVE.most()) {
            return Arrangement.ONE_AND_FIVE;
        }
        if (parties > QUARTERS && parties <= Arrangement.ONE_AND_SEVEN.most()) {
            return Arrangement.ONE_AND_SEVEN;
        }
        return Arrangement.GRID;
    }

    private static boolean isPresented(Cast cast) {
        return cast.presented().filter(cast.others()::contains).isPresent();
    }

    /** The camera of whoever presents something beside it. */
    private static Optional<Shot> presenterBeside(Cast cast) {
        return cast.presented()
                .filter(shot -> shot.isContent() && cast.others().contains(shot))
                .map(shot -> Shot.camera(shot.leg()))
                .filter(cast.others()::contains);
    }

    private static List<Shot> shots(Cast cast, Arrangement arrangement, Optional<Shot> largeBefore) {
        List<Shot> others = cast.others();
        List<Shot> first = new ArrayList<>();
        boolean unlike = arrangement != Arrangement.GRID && arrangement != Arrangement.SIDE_BY_SIDE;
        if (unlike) {
            first.add(large(cast, largeBefore));
        }
        presenterBeside(cast).ifPresent(first::add);
        if (cast.layout() == Layout.SPEAKER) {
            return List.copyOf(first);
        }
        int room = arrangement.most() - first.size() - (cast.self().isPresent() ? 1 : 0);
        // Whoever has no room is somebody who has not spoken for long.
        List<Shot> rest = others.stream()
                .filter(shot -> !first.contains(shot))
                .sorted(Comparator.comparingInt(shot -> silence(cast, shot)))
                .limit(room)
                .sorted(Comparator.comparingInt(others::indexOf))
                .toList();
        first.addAll(rest);
        cast.self().ifPresent(first::add);
        return List.copyOf(first);
    }

    private static Shot large(Cast cast, Optional<Shot> before) {
        List<Shot> others = cast.others();
        Stream<Shot> courtrooms = cast.layout() == Layout.COURT
                ? others.stream().filter(shot -> cast.courtrooms().contains(shot.leg()))
                : Stream.empty();
        List<Shot> speakers = cast.speakers().stream().map(Shot::camera).toList();
        return Stream.of(
                        cast.presented().stream().filter(others::contains),
                        courtrooms,
                        speakers.stream().limit(1).filter(others::contains),
                        before.stream().filter(others::contains),
                        speakers.stream().filter(others::contains))
                .flatMap(candidates -> candidates)
                .findFirst()
                .orElse(others.getFirst());
    }

    private static int silence(Cast cast, Shot shot) {
        int since = cast.speakers().indexOf(shot.leg());
        return since < 0 ? cast.speakers().size() : since;
    }
}
