package org.courtbridge.media.bridge;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.video.compose.Shot;
import org.jspecify.annotations.Nullable;

/**
 * Decides who sees whom. A room sees whoever shows a screen, else the active speaker, and never itself; a browser sees
 * every other party and what is presented, each in a slot that it keeps; if it has too few, the screen and those who spoke last.
 */
final class PictureRouting {

    /** As many as take turns in a conversation. */
    private static final int REMEMBERED_SPEAKERS = 8;

    /** Legs that have spoken, the last one first. */
    private final Deque<LegId> speakers = new ArrayDeque<>();

    private Optional<LegId> presenter = Optional.empty();

    void presenter(Optional<LegId> leg) {
        presenter = leg;
    }

    Optional<LegId> presenter() {
        return presenter;
    }

    void activeSpeaker(LegId leg) {
        speakers.remove(leg);
        speakers.addFirst(leg);
        if (speakers.size() > REMEMBERED_SPEAKERS) {
            speakers.removeLast();
        }
    }

    /** Legs that have spoken, the last one first. */
    List<LegId> speakers() {
        return List.copyOf(speakers);
    }

    void forget(LegId leg) {
        speakers.remove(leg);
    }

    private Stream<Shot> shots() {
        return speakers.stream().map(Shot::camera);
    }

    /**
     * Chooses the picture that a room sees.
     *
     * @param others what the room can take, its own not among them
     * @param shown what it sees now
     * @param screen what is presented, if it is to be seen in that picture
     */
    Optional<Shot> forRoom(List<Shot> others, Optional<Shot> shown, Optional<Shot> screen) {
        if (screen.filter(others::contains).isPresent()) {
            return screen;
        }
        Optional<Shot> speaker = shots().findFirst();
        if (speaker.filter(others::contains).isPresent()) {
            return speaker;
        }
        // The room itself speaks, or somebody without a picture: whoever is in the picture stays there.
        return shown.filter(others::contains)
                .or(() -> shots().filter(others::contains).findFirst())
                .or(() -> others.stream().findFirst());
    }

    /**
     * Chooses the picture in each slot of a browser.
     *
     * @param slots in order
     * @param others the pictures that may be seen, in the order in which the parties came
     * @param shown by slot, as it is now
     * @param screen what is presented
     * @param canTake whether a slot can take a picture
     * @return by slot
     */
    Map<String, Shot> forBrowser(
            List<String> slots, List<Shot> others, Map<String, Shot> shown, Optional<Shot> screen, Fit canTake) {
        Map<String, Shot> next = new LinkedHashMap<>();
        Set<Shot> placed = new HashSet<>();
        for (String slot : slots) {
            Shot stays = shown.get(slot);
            if (stays != null && others.contains(stays) && canTake.test(slot, stays) && placed.add(stays)) {
                next.put(slot, stays);
            }
        }
        for (String slot : slots) {
            if (!next.containsKey(slot)) {
                Predicate<Shot> free = shot -> !placed.contains(shot) && canTake.test(slot, shot);
                others.stream().filter(free).findFirst().ifPresent(shot -> {
                    next.put(slot, shot);
                    placed.add(shot);
                });
            }
        }
        Stream.concat(screen.stream(), shots().filter(others::contains).limit(1))
                .filter(shot -> others.contains(shot) && !next.containsValue(shot))
                .forEach(shot -> next.keySet().stream()
                        .filter(slot -> canTake.test(slot, shot) && !screen.equals(Optional.ofNullable(next.get(slot))))
                        .max(Comparator.comparingInt(slot -> silence(next.get(slot))))
                        .ifPresent(slot -> next.put(slot, shot)));
        return next;
    }

    /** Slots by what they are to show, the screen first, then those who spoke last. */
    List<String> mostRecentFirst(Map<String, Shot> bySlot, Optional<Shot> screen) {
        return bySlot.keySet().stream()
                .sorted(Comparator.comparingInt(
                        slot -> screen.equals(Optional.ofNullable(bySlot.get(slot))) ? -1 : silence(bySlot.get(slot))))
                .toList();
    }

    /** Number of legs that have spoken since the one in this picture; of all that are remembered if it is not among them. */
    private int silence(@Nullable Shot shot) {
        int since = 0;
        for (LegId speaker : speakers) {
            if (shot != null && Shot.camera(speaker).equals(shot)) {
                return since;
            }
            since++;
        }
        return since;
    }

    /** Whether a slot can take a picture. */
    interface Fit {
        boolean test(String slot, Shot shot);
    }
}
