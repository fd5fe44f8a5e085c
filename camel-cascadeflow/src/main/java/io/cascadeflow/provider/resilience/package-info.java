/** What keeps one failing endpoint from harming all calls: breaker, limits, rates, and a budget for retries. */
@NullMarked
package io.cascadeflow.provider.resilience;

import org.jspecify.annotations.NullMarked;
