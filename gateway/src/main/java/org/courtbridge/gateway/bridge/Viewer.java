package org.courtbridge.gateway.bridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.gateway.bridge.LegNotice.Pictures;
import org.courtbridge.gateway.bridge.LegStatistics.BlockedPicture;
import org.courtbridge.hearings.LegId;

/** A party of a hearing, and what it sees. The hearing's control thread's; what other threads may call says so. */
final class Viewer {

    private final long number;
    private final BridgeLeg leg;
    private final Map<String, Shown> shown = new LinkedHashMap<>();
    private Optional<Pictures> told = Optional.empty();
    private volatile List<BlockedPicture> blocked = List.of();

    /**
     * Whose picture a slot shows, and how.
     *
     * @param leaving the feed that goes on until this one's next keyframe
     */
    record Shown(PictureLayers source, PictureFeed feed, Optional<PictureFeed> leaving) {

        /** All that the slot's output may show now. */
        Stream<PictureFeed> feeds() {
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
        Map<String, PictureOutput> before = Map.copyOf(leg.outputs());
        leg.media(media);
        // What is new shows nothing yet; what is gone shows nothing any more.
        shown.keySet().removeIf(slot -> before.get(slot) != leg.outputs().get(slot));
    }

    /** Tells the party whom it sees, if that has changed. */
    void tell(int others, Optional<LegId> presenter) {
        Map<String, String> names = new LinkedHashMap<>();
        shown.forEach((slot, picture) -> names.put(slot, picture.source().leg().name()));
        List<String> tooWide = blocked.stream()
                .filter(picture -> picture.misfit().limit() == PictureMisfit.Limit.LINE)
                .map(BlockedPicture::name)
                .toList();
        Optional<Pictures> pictures = Optional.of(
                new Pictures(Map.copyOf(names), Math.max(0, others - names.size()), tooWide, screen(presenter)));
        if (!told.equals(pictures)) {
            told = pictures;
            leg.leg().notice(pictures.get());
        }
    }

    private Optional<String> screen(Optional<LegId> presenter) {
        return shown.entrySet().stream()
                .filter(picture -> presenter.equals(
                        Optional.of(picture.getValue().source().leg().id())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    void blocked(List<BlockedPicture> pictures) {
        blocked = pictures;
    }

    /** The pictures of others that cannot be shown to it. From any thread. */
    List<BlockedPicture> blocked() {
        return blocked;
    }
}
