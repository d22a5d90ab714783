package org.courtbridge.signalling.rooms;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.provisioning.inventory.Device;

/**
 * Calls rooms by whichever protocol they have registered with. A room that has by several is called by one after the other,
 * while nobody is there, first by those by which it answers. One that has by none is called where somebody else may know it.
 */
public final class RoomCallers implements RoomCaller {

    private final List<RoomCaller> callers;

    /** @param callers one for each protocol, the preferred first */
    public RoomCallers(List<RoomCaller> callers) {
        this.callers = List.copyOf(callers);
    }

    @Override
    public boolean isRegistered(Device device) {
        return callers.stream().anyMatch(caller -> caller.isRegistered(device));
    }

    /** Not where it answers by one protocol. */
    @Override
    public boolean isSilent(Device device) {
        return isRegistered(device) && registered(device).allMatch(caller -> caller.isSilent(device));
    }

    private Stream<RoomCaller> registered(Device device) {
        return callers.stream().filter(caller -> caller.isRegistered(device));
    }

    @Override
    public boolean mayFind(Device device) {
        return callers.stream().anyMatch(caller -> caller.mayFind(device));
    }

    @Override
    public boolean isInCall(Device device) {
        return callers.stream().anyMatch(caller -> caller.isInCall(device));
    }

    @Override
    public void hangUp(Device device, EndReason reason) {
        callers.forEach(caller -> caller.hangUp(device, reason));
    }

    @Override
    public CompletionStage<LegId> call(Device device, Destination destination) {
        Deque<RoomCaller> able = new ArrayDeque<>(registered(device)
                .sorted(Comparator.comparing(caller -> caller.isSilent(device)))
                .toList());
        if (able.isEmpty()) {
            callers.stream().filter(caller -> caller.mayFind(device)).forEach(able::add);
        }
        return able.isEmpty()
                ? CompletableFuture.failedFuture(CallFailedException.notRegistered())
                : callByNext(able, device, destination);
    }

    private CompletionStage<LegId> callByNext(Deque<RoomCaller> able, Device device, Destination destination) {
        return able.remove()
                .call(device, destination)
                .exceptionallyCompose(failure -> !able.isEmpty() && isNobodyThere(failure)
                        ? callByNext(able, device, destination)
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isNobodyThere(Throwable failure) {
        return failure instanceof CallFailedException failed && failed.reason() == EndReason.SIGNALLING_LOST;
    }
}
