package org.courtbridge.devices;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps what a device gave to one who logged in, for the requests that follow. A device that forgot it says
 * {@link DeviceFault#UNAUTHORIZED}, and is logged in to anew, once.
 */
public final class DeviceLogin<S> {

    private final Supplier<CompletableFuture<S>> enter;
    private volatile Optional<S> given = Optional.empty();

    public DeviceLogin(Supplier<CompletableFuture<S>> enter) {
        this.enter = enter;
    }

    /** @param ask is asked again only after it was refused, so nothing is done twice */
    public <T> CompletableFuture<T> with(Function<S, CompletableFuture<T>> ask) {
        return given.map(before -> ask.apply(before)
                        .exceptionallyCompose(
                                failure -> DeviceException.of(failure).fault() == DeviceFault.UNAUTHORIZED
                                        ? anew(ask)
                                        : CompletableFuture.failedFuture(failure)))
                .orElseGet(() -> anew(ask));
    }

    private <T> CompletableFuture<T> anew(Function<S, CompletableFuture<T>> ask) {
        return enter.get().thenCompose(now -> {
            given = Optional.of(now);
            return ask.apply(now);
        });
    }
}
