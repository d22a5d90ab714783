package org.courtbridge.codecs.srtp;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;

/** Finds the system's libcrypto, if it has one that we can use; for others than SRTP, too. */
public final class LibcryptoLookup {

    /** Debian's libssl3t64 and its like; it comes with curl and most else that speaks TLS. */
    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.3.dylib");

    private static final Optional<SymbolLookup> SYMBOLS = find();

    private LibcryptoLookup() {}

    public static boolean isPresent() {
        return SYMBOLS.isPresent();
    }

    /** Only if it {@link #isPresent}. */
    public static SymbolLookup symbols() {
        return SYMBOLS.orElseThrow();
    }

    private static Optional<SymbolLookup> find() {
        for (String name : NAMES) {
            try {
                return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalArgumentException absent) {
                continue;
            }
        }
        return Optional.empty();
    }
}
