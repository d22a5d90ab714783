/** The H.323 family of protocols, as a library that gateways and others can use alone. */
@NullMarked
package org.courtbridge.h323;

import org.jspecify.annotations.NullMarked;
