package org.courtbridge.h323.h245;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One end's part in a conference. Where we are master, we are its multipoint controller (H.323, clause 8.4.3): the other side
 * is given a number, is told who comes and goes, and learns by asking who is there. Nobody else leads, drops others, or has
 * pictures sent: a hearing is led by its clerk. Where we are slave, we are a terminal like others.
 */
final class ConferenceEntity {

    /** We are the only multipoint controller of our conferences. */
    private static final int OWN_MCU = 1;

    private final Consumer<ControlAction> out;
    private String name = "?";
    private Optional<ConferenceMembers> members = Optional.empty();
    private TerminalLabel ours = TerminalLabel.NONE;

    /** Members that the other side has been told of; empty where it was told nothing yet. */
    private Optional<ConferenceMembers> told = Optional.empty();

    /** Whether the other side was in the conference before, and was told of those who were there that they have left. */
    private boolean hasLeft;

    private boolean leads;

    ConferenceEntity(Consumer<ControlAction> out) {
        this.out = out;
    }

    /** Sets our name, for a controller that asks for it. */
    void name(String own) {
        name = own;
    }

    /** Sets the present members; empty while the other side is in no conference. */
    void members(Optional<ConferenceMembers> now) {
        members = now;
        if (leads) {
            tell();
        }
    }

    /** Both sides are ready. @param master whether we are */
    void begin(boolean master) {
        leads = master;
        ours = TerminalLabel.NONE;
        told = Optional.empty();
        hasLeft = false;
        if (leads) {
            tell();
        }
    }

    /** Whether we lead. */
    boolean leads() {
        return leads;
    }

    /** Nothing is known of the other side any more. */
    void reset() {
        leads = false;
        ours = TerminalLabel.NONE;
    }

    private void tell() {
        if (members.isPresent() && !members.map(ConferenceMembers::own).equals(told.map(ConferenceMembers::own))) {
            send(new ConferenceMessage.NumberAssigned(label(members.get().own())));
        }
        // Whoever is there first asks who is; whoever comes back is told.
        SortedSet<Integer> before = others(told.isPresent() || hasLeft ? told : members);
        SortedSet<Integer> now = others(members);
        before.stream()
                .filter(number -> !now.contains(number))
                .forEach(number -> send(new ConferenceMessage.Left(label(number))));
        now.stream()
                .filter(number -> !before.contains(number))
                .forEach(number -> send(new ConferenceMessage.Joined(label(number))));
        hasLeft |= told.isPresent() && members.isEmpty();
        told = members;
    }

    private static SortedSet<Integer> others(Optional<ConferenceMembers> of) {
        SortedSet<Integer> numbers = new TreeSet<>();
        of.ifPresent(all -> {
            numbers.addAll(all.names().keySet());
            numbers.remove(all.own());
        });
        return numbers;
    }

    private static TerminalLabel label(int number) {
        return new TerminalLabel(OWN_MCU, number);
    }

    /** @return false if it is not for us, or makes no sense now */
    boolean receive(ConferenceMessage message) {
        switch (message) {
            case ConferenceMessage.ListTerminals _ ->
                answer(
                        message,
                        conference()
                                .map(all -> new ConferenceMessage.TerminalList(all.names().keySet().stream()
                                        .map(ConferenceEntity::label)
                                        .toList())));
            case ConferenceMessage.RequestTerminalId(TerminalLabel label) ->
                answer(message, nameOf(label).map(known -> new ConferenceMessage.TerminalIdOfController(label, known)));
            case ConferenceMessage.RequestAllTerminalIds _ ->
                answer(message, conference().map(all -> new ConferenceMessage.AllTerminalIds(OWN_MCU, all.names())));
            case ConferenceMessage.EnterTerminalId _ -> send(new ConferenceMessage.TerminalId(ours, name));
            case ConferenceMessage.MakeMeChair _ -> deny(ConferenceMessage.Denied.Wish.CHAIR);
            case ConferenceMessage.DropTerminal _ -> deny(ConferenceMessage.Denied.Wish.DROP);
            case ConferenceMessage.BroadcastMyChannel _ -> deny(ConferenceMessage.Denied.Wish.BROADCAST);
            case ConferenceMessage.MakeBroadcaster _ -> deny(ConferenceMessage.Denied.Wish.BROADCASTER);
            case ConferenceMessage.SendThisSource _ -> deny(ConferenceMessage.Denied.Wish.SOURCE);
            case ConferenceMessage.RemoteController _ -> send(new ConferenceMessage.RemoteControllerRejected());
            // It does not lead as it is.
            case ConferenceMessage.CancelMakeMeChair _ -> {}
            case ConferenceMessage.NumberAssigned(TerminalLabel label) -> {
                if (leads) {
                    return false;
                }
                ours = label;
            }
            case ConferenceMessage.Joined _, ConferenceMessage.Left _ -> {}
            // We ask nobody.
            case ConferenceMessage.TerminalList _,
                    ConferenceMessage.TerminalIdOfController _,
                    ConferenceMessage.TerminalId _,
                    ConferenceMessage.AllTerminalIds _,
                    ConferenceMessage.Denied _,
                    ConferenceMessage.RemoteControllerRejected _ -> {
                return false;
            }
        }
        return true;
    }

    /** That the other side may ask us about. */
    private Optional<ConferenceMembers> conference() {
        return members.filter(_ -> leads);
    }

    private Optional<String> nameOf(TerminalLabel label) {
        return conference()
                .filter(_ -> label.mcu() == OWN_MCU)
                .flatMap(all -> Optional.ofNullable(all.names().get(label.terminal())));
    }

    /** A request that has no answer here is one that we do not support. */
    private void answer(ConferenceMessage request, Optional<? extends ConferenceMessage> answer) {
        send(answer.<ControlMessage>map(known -> known)
                .orElseGet(() -> new ControlMessage.NotSupported(
                        ControlMessage.NotSupported.Cause.SEMANTIC_ERROR, Optional.of(request.encode()))));
    }

    private void deny(ConferenceMessage.Denied.Wish wish) {
        send(new ConferenceMessage.Denied(wish));
    }

    private void send(ControlMessage message) {
        out.accept(new ControlAction.Send(message));
    }
}
