package org.courtbridge.gateway.bridge;

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
import org.jspecify.annotations.Nullable;

/**
 * Decides who sees whom. A room sees whoever shows a screen, else the active speaker, and never itself; a browser sees
 * every other party, each in a slot that it keeps; if it has too few, the screen and those who spoke last.
 */
final class PictureRouting {

    /** As many as take turns in a conversation. */
    private static final int REMEMBERED_SPEAKERS = 8;

    /** Who spoke, the last one first. */
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

    void forget(LegId leg) {
        speakers.remove(leg);
    }

    /**
     * What a room sees.
     *
     * @param others parties with a picture that the room can take, itself not among them
     * @param shown what it sees now
     */
    Optional<LegId> forRoom(List<LegId> others, Optional<LegId> shown) {
        Optional<LegId> screen = presenter.filter(others::contains);
        if (screen.isPresent()) {
            return screen;
        }
        LegId speaker = speakers.peekFirst();
        if (speaker != null && others.contains(speaker)) {
            return Optional.of(speaker);
        }
        // The room itself speaks, or somebody without a picture: whoever is in the picture stays there.
        return shown.filter(others::contains)
                .or(() -> speakers.stream().filter(others::contains).findFirst())
                .or(() -> others.stream().findFirst());
    }

    /**
     * What a browser sees.
     *
     * @param slots in order
     * @param others parties with a picture, in the order in which they came
     * @param shown party by slot, as it is now
     * @param canTake whether a slot can take a party's picture
     * @return party by slot
     */
    Map<String, LegId> forBrowser(List<String> slots, List<LegId> others, Map<String, LegId> shown, Fit canTake) {
        Map<String, LegId> next = new LinkedHashMap<>();
        Set<LegId> placed = new HashSet<>();
        for (String slot : slots) {
            LegId stays = shown.get(slot);
            if (stays != null && others.contains(stays) && canTake.test(slot, stays) && placed.add(stays)) {
                next.put(slot, stays);
            }
        }
        for (String slot : slots) {
            if (!next.containsKey(slot)) {
                Predicate<LegId> free = leg -> !placed.contains(leg) && canTake.test(slot, leg);
                others.stream().filter(free).findFirst().ifPresent(leg -> {
                    next.put(slot, leg);
                    placed.add(leg);
                });
            }
        }
        Stream.concat(
                        presenter.stream(),
                        speakers.stream().filter(others::contains).limit(1))
                .filter(leg -> others.contains(leg) && !next.containsValue(leg))
                .forEach(leg -> next.keySet().stream()
                        .filter(slot -> canTake.test(slot, leg) && !isPresenter(next.get(slot)))
                        .max(Comparator.comparingInt(slot -> silence(next.get(slot))))
                        .ifPresent(slot -> next.put(slot, leg)));
        return next;
    }

    private boolean isPresenter(@Nullable LegId leg) {
        return presenter.filter(shown -> shown.equals(leg)).isPresent();
    }

    /** Slots by whom they are to show, the screen first, then those who spoke last. */
    List<String> mostRecentFirst(Map<String, LegId> bySlot) {
        return bySlot.keySet().stream()
                .sorted(Comparator.comparingInt(slot -> silence(bySlot.get(slot))))
                .toList();
    }

    /** How many spoke since this one did; all that are remembered if it is not among them; less than none for a screen. */
    private int silence(@Nullable LegId leg) {
        if (isPresenter(leg)) {
            return -1;
        }
        int since = 0;
        for (LegId speaker : speakers) {
            if (speaker.equals(leg)) {
                return since;
            }
            since++;
        }
        return since;
    }

    /** Whether a slot can take a party's picture. */
    interface Fit {
        boolean test(String slot, LegId leg);
    }
}
