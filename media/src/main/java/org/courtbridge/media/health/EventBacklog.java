package org.courtbridge.media.health;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * How far the database is behind the journal of hearings.
 *
 * @param waiting entries of the journal that the database has not yet
 * @param setAside entries that the database refused, which somebody has to look at
 * @param file where those are
 */
public record EventBacklog(LongSupplier waiting, LongSupplier setAside, Path file) {}
