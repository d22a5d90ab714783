package org.courtbridge.provisioning.inventory;

/**
 * Why a file is not taken.
 *
 * @param row its number, see {@link DeviceRow}
 * @param column its title; empty for the row as a whole
 * @param reason in English words, with what was found and what was expected; never with a secret
 */
public record BadRow(int row, String column, String reason) {}
