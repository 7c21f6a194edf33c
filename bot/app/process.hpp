#pragma once
#include <chrono>
#include <string_view>

namespace wegwijzer::app {

/// No core dumps, no reading of our memory by others of the same user, as many open files as we may have; a full disk
/// or a closed pipe comes back as an error instead of a signal. Call once, before any thread.
void harden_process();

/// Keeps SIGTERM, SIGINT and SIGHUP for `next_signal`, in this thread and those it starts.
void hold_signals();
enum class Signal { none, stop, reload };
/// Waits at most `most`.
[[nodiscard]] Signal next_signal(std::chrono::milliseconds most);
/// From here on a second SIGTERM or SIGINT ends the process at once.
void release_signals();

/// Tells systemd ("READY=1"); nothing happens outside systemd.
void notify_systemd(std::string_view state);

}  // namespace wegwijzer::app
