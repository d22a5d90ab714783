/** The program: Main, its configuration, and Gateway, which constructs everything. */
@NullMarked
package org.courtbridge.gateway;

import org.jspecify.annotations.NullMarked;
