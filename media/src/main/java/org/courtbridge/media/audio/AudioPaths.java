package org.courtbridge.media.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.audio.MixEncoder;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;

/**
 * Assigns an encoder to each leg: one of its own while it hears a mix that no other leg hears, otherwise one shared with all
 * that hear the same in the same format.
 *
 * <p>A leg moves without a click. Away from a shared encoder it takes one that was taught the last moments of the shared
 * one, and moves in the very block in which the two begin to differ. Back to a shared encoder it moves only after
 * {@value #SAME} blocks of hearing what the others hear, when both encoders are in practically the same state.
 *
 * <p>A leg whose own encoder fails hears no more. When a shared one fails, all who heard it get one of their own, which starts
 * afresh.
 */
final class AudioPaths implements AutoCloseable {

    /** A mix that is the same for all legs that add nothing to it: silence, or the sound of everybody. */
    enum Common {
        /** Not in the hearing. */
        NOTHING,
        /** Inside, and silent. */
        EVERYBODY
    }

    /** 1 s. */
    static final int SAME = 50;

    private static final float[] SILENCE = new float[Pcm.BLOCK];

    /** Encoders give the same bytes for the same format, whatever number its payload type has. */
    private record Key(Common common, AudioFormat format) {

        static Key of(Common common, AudioFormat format) {
            return new Key(common, format.withPayloadType(0));
        }
    }

    private static final class Shared {
        private final MixEncoder encoder;
        private final List<Seat> members = new ArrayList<>();

        private Shared(MixEncoder encoder) {
            this.encoder = encoder;
        }
    }

    /** The encoder that one leg hears: its own, or a shared one. */
    private static final class Seat {
        private final AudioFormat format;
        private Optional<MixEncoder> own;
        private Optional<Key> shared = Optional.empty();
        private Common common = Common.NOTHING;
        private int same;

        private Seat(MixEncoder own) {
            this.format = own.format();
            this.own = Optional.of(own);
        }
    }

    private final InternalErrors errors;
    private final Function<AudioFormat, AudioEncoder> encoders;

    private final Map<LegId, Seat> seats = new HashMap<>();
    private final Map<Key, Shared> shared = new HashMap<>();
    private final float[] everybody = new float[Pcm.BLOCK];
    private final float[] others = new float[Pcm.BLOCK];

    /** @param encoders makes the codecs' part of encoders */
    AudioPaths(InternalErrors errors, Function<AudioFormat, AudioEncoder> encoders) {
        this.errors = errors;
        this.encoders = encoders;
    }

    /** Sends every leg the next block of what it hears. Returns those for which that failed, and how: they hear nothing more. */
    Map<LegId, Throwable> send(Iterable<AudioLeg> legs, Predicate<LegId> inside, long now) {
        Map<LegId, Throwable> failed = new HashMap<>();
        mix(legs);
        for (AudioLeg leg : legs) {
            attempt(leg, failed, () -> place(leg, inside.test(leg.id())));
        }
        encodeShared();
        for (AudioLeg leg : legs) {
            attempt(leg, failed, () -> send(leg, inside.test(leg.id()), now));
        }
        return failed;
    }

    private static void attempt(AudioLeg leg, Map<LegId, Throwable> failed, Runnable work) {
        if (!failed.containsKey(leg.id())) {
            try {
                work.run();
            } catch (Throwable fault) {
                failed.put(leg.id(), fault);
            }
        }
    }

    private void encodeShared() {
        for (Map.Entry<Key, Shared> path : List.copyOf(shared.entrySet())) {
            try {
                path.getValue().encoder.encode(path.getKey().common == Common.EVERYBODY ? everybody : SILENCE);
            } catch (Throwable fault) {
                errors.report(Part.SOUND, "an encoder that several share is given up; each gets its own", fault);
                shared.remove(path.getKey());
                for (Seat seat : path.getValue().members) {
                    seat.shared = Optional.empty();
                    seat.same = 0;
                }
                path.getValue().encoder.close();
            }
        }
    }

    private void send(AudioLeg leg, boolean inside, long now) {
        leg.sender().ifPresent(sender -> {
            MixEncoder encoder = encode(leg, inside);
            if (encoder.isNeeded()) {
                sender.send(encoder.payload(), encoder.length(), now);
            } else {
                sender.rest();
            }
        });
    }

    private void mix(Iterable<AudioLeg> legs) {
        Arrays.fill(everybody, 0);
        for (AudioLeg leg : legs) {
            if (leg.contributes()) {
                for (int i = 0; i < Pcm.BLOCK; i++) {
                    everybody[i] += leg.block[i];
                }
            }
        }
    }

    private void place(AudioLeg leg, boolean inside) {
        leg.sender().ifPresentOrElse(sender -> place(leg, sender.sent().format(), inside), () -> remove(leg.id()));
    }

    private void place(AudioLeg leg, AudioFormat format, boolean inside) {
        Seat seat = seats.get(leg.id());
        if (seat == null || !seat.format.equals(format)) {
            remove(leg.id());
            seat = new Seat(new MixEncoder(format, encoders));
            seats.put(leg.id(), seat);
        }
        Common common = inside ? Common.EVERYBODY : Common.NOTHING;
        if (leg.contributes() || leg.isAddressed() || common != seat.common) {
            seat.common = common;
            seat.same = 0;
            leave(seat);
        } else if (++seat.same >= SAME && seat.shared.isEmpty()) {
            join(seat);
        }
    }

    private void leave(Seat seat) {
        if (seat.shared.isEmpty()) {
            return;
        }
        Key key = seat.shared.get();
        Shared path = Objects.requireNonNull(shared.get(key), "path");
        seat.shared = Optional.empty();
        path.members.remove(seat);
        if (path.members.isEmpty()) {
            shared.remove(key);
            seat.own = Optional.of(path.encoder);
        } else {
            seat.own = Optional.of(MixEncoder.following(path.encoder));
        }
    }

    private void join(Seat seat) {
        Key key = Key.of(seat.common, seat.format);
        MixEncoder own = seat.own.orElseThrow();
        Shared path = shared.get(key);
        if (path == null) {
            path = new Shared(own);
            shared.put(key, path);
        } else {
            own.close();
        }
        path.members.add(seat);
        seat.own = Optional.empty();
        seat.shared = Optional.of(key);
    }

    private MixEncoder encode(AudioLeg leg, boolean inside) {
        Seat seat = Objects.requireNonNull(seats.get(leg.id()), "seat");
        if (seat.shared.isPresent()) {
            return Objects.requireNonNull(shared.get(seat.shared.get()), "path").encoder;
        }
        MixEncoder own = seat.own.orElseGet(() -> new MixEncoder(seat.format, encoders));
        seat.own = Optional.of(own);
        own.encode(heard(leg, inside));
        return own;
    }

    private float[] heard(AudioLeg leg, boolean inside) {
        float[] common = inside ? everybody : SILENCE;
        boolean minusItself = inside && leg.contributes();
        if (!minusItself && !leg.isAddressed()) {
            return common;
        }
        for (int i = 0; i < Pcm.BLOCK; i++) {
            others[i] = common[i] - (minusItself ? leg.block[i] : 0) + (leg.isAddressed() ? leg.announced[i] : 0);
        }
        return others;
    }

    /** Whether a leg hears an encoder of its own. */
    boolean own(LegId leg) {
        Seat seat = seats.get(leg);
        return seat != null && seat.own.isPresent();
    }

    /** Encoders at work. */
    int encoders() {
        return shared.size()
                + (int) seats.values().stream()
                        .filter(seat -> seat.own.isPresent())
                        .count();
    }

    void remove(LegId leg) {
        Seat seat = seats.remove(leg);
        if (seat != null) {
            leave(seat);
            seat.own.ifPresent(MixEncoder::close);
        }
    }

    @Override
    public void close() {
        List.copyOf(seats.keySet()).forEach(this::remove);
    }
}
