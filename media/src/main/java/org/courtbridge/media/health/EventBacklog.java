package org.courtbridge.media.health;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The entries by which the database is behind the journal of hearings.
 *
 * @param waiting number of entries that the database has not yet
 * @param setAside number of entries that the database refused, which somebody has to look at
 * @param file where the refused ones are
 */
public record EventBacklog(LongSupplier waiting, LongSupplier setAside, Path file) {}
