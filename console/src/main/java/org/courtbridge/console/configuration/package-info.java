/**
 * Settings of devices: as files, fetched by the devices, or told by drivers. Start at
 * {@link org.courtbridge.console.configuration.ConfigurationDesk}.
 */
@NullMarked
package org.courtbridge.console.configuration;

import org.jspecify.annotations.NullMarked;
