/**
 * Adds a device step by step. Start at {@link org.courtbridge.console.wizard.DeviceWizard}.
 */
@NullMarked
package org.courtbridge.console.wizard;

import org.jspecify.annotations.NullMarked;
