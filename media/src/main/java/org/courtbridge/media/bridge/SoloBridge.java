package org.courtbridge.media.bridge;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.audio.AudioSender;
import org.courtbridge.media.audio.HearingAudio;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.Still;

/**
 * The media of one leg that belongs to no hearing yet: it hears what is announced to it, sees stills, and its keys are
 * heard. The bridge of the hearing that attaches the leg takes its streams over without a break; from then on nothing
 * here has any effect. Every method may be called from any thread and returns at once.
 */
public final class SoloBridge implements AutoCloseable {

    private final HearingBridge.Parts parts;
    private final LegId id;
    private final HearingAudio audio;

    // Guarded by this.
    private Optional<BridgeLeg> present = Optional.empty();
    private boolean closed;

    /**
     * The streams that a hearing takes over.
     *
     * @param sender of the sound that the leg hears, with its sequence numbers; empty if it was sent no sound
     */
    record Handed(BridgeLeg leg, Optional<AudioSender> sender) {}

    /** @param pressed hears of keys pressed in the sound (RFC 4733); returns at once */
    public static SoloBridge open(
            HearingBridge.Parts parts, Leg leg, String name, LegMedia media, BiConsumer<LegId, Character> pressed) {
        SoloBridge bridge = new SoloBridge(parts, leg.id(), pressed);
        parts.antechamber().enter(leg.id(), bridge);
        parts.control()
                .execute(() -> BridgeLeg.Surroundings.of(parts)
                        .guard(leg)
                        .run(Part.MEDIA_CONTROL, () -> bridge.attach(leg, name, media)));
        return bridge;
    }

    private SoloBridge(HearingBridge.Parts parts, LegId id, BiConsumer<LegId, Character> pressed) {
        this.parts = parts;
        this.id = id;
        this.audio = new HearingAudio(
                new HearingAudio.Listener() {
                    @Override
                    public void activeSpeaker(Optional<LegId> leg) {}

                    @Override
                    public void digit(LegId leg, char digit) {
                        pressed.accept(leg, digit);
                    }

                    @Override
                    public void failed(LegId leg, Throwable fault) {
                        onControl(present -> present.guard().fail(Part.SOUND, fault));
                    }
                },
                parts.errors(),
                parts.clock()::now,
                AudioEncoder::of);
    }

    private synchronized void attach(Leg leg, String name, LegMedia media) {
        if (closed) {
            return;
        }
        AudioPort port = audio.add(id, media.receivedAudio(), Optional.empty());
        BridgeLeg attached = new BridgeLeg(leg, name, port, BridgeLeg.Surroundings.of(parts), () -> {});
        attached.media(media);
        audio.update(id, media.receivedAudio(), attached.observed(media.sentAudio()));
        audio.policy(Set.of(), Set.of());
        audio.start(parts.mixers());
        present = Optional.of(attached);
    }

    private synchronized void with(Consumer<BridgeLeg> action) {
        present.ifPresent(action);
    }

    private void onControl(Consumer<BridgeLeg> action) {
        parts.control().execute(() -> with(leg -> leg.guard().run(Part.MEDIA_CONTROL, () -> action.accept(leg))));
    }

    public void renegotiated(LegMedia media) {
        onControl(leg -> {
            leg.media(media);
            audio.update(id, media.receivedAudio(), leg.observed(media.sentAudio()));
        });
    }

    /** Sets the still that the party sees from now on. */
    public void show(Still still) {
        onControl(leg -> leg.sent().still(still));
    }

    /** Says this instead of what is being said. */
    public void play(Announcement announcement) {
        onControl(leg -> audio.announce(id, announcement));
    }

    public void keyframeWanted() {
        onControl(leg -> leg.sent()
                .bySlot()
                .values()
                .forEach(output -> output.keyframeWanted(parts.clock().now())));
    }

    /** On the control thread. */
    synchronized Optional<Handed> handOver() {
        Optional<Handed> handed = present.map(leg -> new Handed(leg, audio.release(id)));
        present = Optional.empty();
        if (handed.isPresent()) {
            closed = true;
            audio.close();
        }
        return handed;
    }

    /** Lets go of the leg, unless a hearing has it; its transports are the endpoint's to close. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            parts.antechamber().leave(id);
            present.ifPresent(BridgeLeg::end);
            present = Optional.empty();
            audio.close();
        }
    }
}
