package org.courtbridge.media.bridge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice.Pictures;
import org.courtbridge.media.leg.LegStatistics.BlockedPicture;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.send.VideoSender;

/** A party of a hearing, and what it sees. The hearing's control thread's; what other threads may call says so. */
final class Viewer {

    private final long number;
    private final BridgeLeg leg;
    private final Map<String, Shown> shown = new LinkedHashMap<>();
    private Optional<Pictures> told = Optional.empty();
    private volatile List<BlockedPicture> blocked = List.of();

    private Optional<SceneDirector.Before> before = Optional.empty();

    private List<SimulcastReceiver> uncomposed = List.of();

    /**
     * The parties that a slot shows, and the feed that it shows them by.
     *
     * @param parties one, or those who are in a composed picture
     * @param leaving the feed that goes on until this one's next keyframe
     */
    record Shown(List<SimulcastReceiver> parties, VideoSource feed, Optional<VideoSource> leaving) {

        /** Whether it is this party's picture alone. */
        boolean isOf(SimulcastReceiver party) {
            return parties.equals(List.of(party));
        }

        boolean hasInCommon(Shown other) {
            return !Collections.disjoint(parties, other.parties);
        }

        /** All that the slot's output may show now. */
        Stream<VideoSource> feeds() {
            return Stream.concat(Stream.of(feed), leaving.stream());
        }
    }

    /** @param number the order of coming, which decides who gets which slot */
    Viewer(long number, BridgeLeg leg) {
        this.number = number;
        this.leg = leg;
    }

    /** From any thread. */
    long number() {
        return number;
    }

    /** From any thread. */
    BridgeLeg leg() {
        return leg;
    }

    /** By slot. */
    Map<String, Shown> shown() {
        return shown;
    }

    /** Follows a new offer and answer. */
    void renegotiated(LegMedia media) {
        Map<String, VideoSender> before = Map.copyOf(leg.sent().bySlot());
        leg.media(media);
        // What is new shows nothing yet; what is gone shows nothing any more.
        shown.keySet().removeIf(slot -> before.get(slot) != leg.sent().bySlot().get(slot));
    }

    /**
     * Tells the party whom it sees, if that has changed.
     *
     * @param others how many pictures there are to be seen, each in one of its own; 0 for who sees one picture
     * @param presented the one of them that somebody presents
     */
    void tell(int others, Optional<SimulcastReceiver> presented) {
        Map<String, String> names = new LinkedHashMap<>();
        shown.forEach((slot, picture) -> names.put(
                slot,
                picture.parties().stream()
                        .map(shows -> shows.party().name())
                        .distinct()
                        .collect(Collectors.joining(", "))));
        int seen = shown.values().stream()
                .mapToInt(picture -> picture.parties().size())
                .sum();
        List<String> tooWide = blocked.stream()
                .filter(picture -> picture.misfit().limit() == PictureMisfit.Limit.LINE)
                .map(BlockedPicture::name)
                .toList();
        Optional<Pictures> pictures =
                Optional.of(new Pictures(Map.copyOf(names), Math.max(0, others - seen), tooWide, screen(presented)));
        if (!told.equals(pictures)) {
            told = pictures;
            leg.leg().notice(pictures.get());
        }
    }

    private Optional<String> screen(Optional<SimulcastReceiver> presented) {
        return shown.entrySet().stream()
                .filter(picture -> presented.filter(picture.getValue()::isOf).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The scene of several parties that it was to see when that was last worked out; empty if it was to see one party alone.
     */
    Optional<SceneDirector.Before> before() {
        return before;
    }

    void before(Optional<SceneDirector.Before> seen) {
        before = seen;
    }

    /** Those whom it would see in one picture if there were time to compose it. */
    List<SimulcastReceiver> uncomposed() {
        return uncomposed;
    }

    void uncomposed(List<SimulcastReceiver> parties) {
        uncomposed = parties;
    }

    void blocked(List<BlockedPicture> pictures) {
        blocked = pictures;
    }

    /** Whether it would see more if there were more time to code pictures. */
    boolean lacksProcessor() {
        return blocked.stream().anyMatch(picture -> picture.misfit().limit() == PictureMisfit.Limit.PROCESSOR);
    }

    /** The pictures of others that cannot be shown to it. From any thread. */
    List<BlockedPicture> blocked() {
        return blocked;
    }
}
