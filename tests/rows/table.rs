//! The rows, their tests, and what is open.

use crate::Row;

/// Rows 1 to 118.
pub const ROWS: &[Row] = &[
    // init
    (
        1,
        &[
            "cli/errors.rs::hostile_names_ports_sizes_and_references_are_usage_and_reach_no_engine",
            "src/sandbox/name.rs::hostile_names_are_refused",
        ],
        "",
    ),
    (2, &["cli/errors.rs::hostile_names_ports_sizes_and_references_are_usage_and_reach_no_engine"], ""),
    (
        3,
        &[
            "cli/errors.rs::hostile_names_ports_sizes_and_references_are_usage_and_reach_no_engine",
            "src/sandbox/name.rs::hostile_names_are_refused",
        ],
        "",
    ),
    (
        4,
        &[
            "engine/life.rs::names_prefixes_and_labels_find_sandboxes",
            "engine/life.rs::a_failed_replacement_leaves_the_old_sandbox",
        ],
        "",
    ),
    (5, &["engine/crash.rs::a_sandbox_whose_container_was_removed_behind_our_back_is_lost_and_can_be_killed"], ""),
    // A container's name holds the sandbox's id, so that nobody else's can be in its way.
    (6, &["engine/life.rs::a_container_of_somebody_else_keeps_its_name_and_stays"], ""),
    (
        7,
        &[
            "operations.rs::of_twenty_who_want_one_name_one_wins_and_with_reuse_all_get_the_same",
            "engine/crowd.rs::of_ten_who_want_one_name_one_gets_it",
            "src/registry/mod.rs::twenty_threads_that_want_one_name_make_one_winner",
        ],
        "",
    ),
    (
        8,
        &["engine/crowd.rs::twenty_at_once_are_twenty_sandboxes_and_killing_all_leaves_nothing"],
        "twenty processes, not a hundred: the tests' machines are small",
    ),
    (9, &["engine/images.rs::an_image_that_nobody_has_is_not_found_and_nothing_is_left"], ""),
    (
        10,
        &[
            "cli/errors.rs::hostile_names_ports_sizes_and_references_are_usage_and_reach_no_engine",
            "src/sandbox/spec.rs::image_names_that_would_change_the_request_are_refused",
        ],
        "a digest that does not match, which takes an image registry that lies",
    ),
    (
        11,
        &[
            "cli/errors.rs::hostile_names_ports_sizes_and_references_are_usage_and_reach_no_engine",
            "cli/errors.rs::a_value_that_is_refused_is_told_with_what_would_be_right",
            "src/sandbox/spec.rs::limits_that_engines_would_swallow_are_refused",
        ],
        "",
    ),
    (12, &[], "swap and open files are no options: the first is the memory's, the second set for all"),
    (
        13,
        &[
            "engine/mounts.rs::no_sandbox_gets_the_engines_socket_our_own_folders_or_the_systems",
            "engine/mounts.rs::a_folder_that_became_a_link_is_not_mounted_again",
        ],
        "",
    ),
    (
        14,
        &[
            "engine/life.rs::environment_and_labels_keep_values_of_any_kind",
            "cli/errors.rs::hostile_names_ports_sizes_and_references_are_usage_and_reach_no_engine",
            "engine/exec.rs::environment_user_and_working_directory_are_those_asked_for",
        ],
        "",
    ),
    (
        15,
        &[
            "engine/crash.rs::init_killed_at_any_moment_leaves_nothing_half_made_behind_the_next_command",
            "crash/main.rs::every_verb_may_die_at_any_change_on_the_engine_in_memory",
            "crash/main.rs::every_verb_may_die_at_a_step_of_its_journal_on_the_real_engine",
            "operations.rs::a_process_that_dies_in_any_call_of_a_creation_is_cleaned_up_after",
            "operations.rs::a_request_of_a_dead_process_that_is_carried_out_late_is_cleaned_up_too",
        ],
        "",
    ),
    (16, &["engine/crash.rs::init_interrupted_rolls_back_and_says_so_by_its_code"], ""),
    (
        17,
        &[
            "operations.rs::a_creation_that_fails_at_any_call_leaves_nothing_and_tells_why",
            "engine/life.rs::what_the_engine_cannot_do_is_1_and_leaves_nothing",
        ],
        "",
    ),
    (18, &["crash/main.rs::an_engine_that_is_stopped_in_the_middle_leaves_everything_whole_or_gone"], ""),
    (
        19,
        &["engine/life.rs::what_the_engine_cannot_do_is_1_and_leaves_nothing"],
        "a port that is taken: ports are published on free ones of the engine's choice, so there is none to take",
    ),
    // All share one bridge, which takes a thousand.
    (
        20,
        &["engine/crowd.rs::twenty_at_once_are_twenty_sandboxes_and_killing_all_leaves_nothing"],
        "no address left on any of the networks",
    ),
    (
        21,
        &[
            "src/sandbox/ops/network.rs::a_route_that_covers_a_candidate_rules_it_out_and_the_default_route_does_not",
            "src/sandbox/ops/network.rs::candidates_are_distinct_subnets_of_the_private_range",
        ],
        "a network of somebody else on the real engine",
    ),
    (22, &["operations.rs::a_second_network_of_one_name_that_a_dead_process_had_asked_for_is_in_nobodys_way"], ""),
    (
        23,
        &["operations.rs::a_creation_that_fails_at_any_call_leaves_nothing_and_tells_why"],
        "a real engine whose disk is full",
    ),
    (24, &["engine/registry_disk.rs::a_registry_on_a_full_or_read_only_disk_keeps_what_it_has_and_says_so"], ""),
    (
        25,
        &[
            "engine/images.rs::labels_that_an_image_brings_along_never_make_it_ours",
            "src/sandbox/labels.rs::reserved_and_malformed_labels_are_refused",
        ],
        "",
    ),
    (
        26,
        &[
            "engine/hardening.rs::what_can_not_be_had_is_refused_before_anything_is_made",
            "src/sandbox/ops/create/confine.rs::a_runtime_that_is_not_there_is_usage_and_names_those_that_are",
        ],
        "",
    ),
    (27, &[], "the profile is part of the program, and no option names a file in its place"),
    (
        28,
        &[
            "src/sandbox/ops/create/confine.rs::a_limit_that_can_not_be_enforced_is_denied_where_it_was_asked_for",
            "src/sandbox/ops/doctor/engine.rs::what_an_engine_can_not_enforce_is_a_warning",
        ],
        "a rootless engine, for want of one",
    ),
    // exec
    (
        29,
        &[
            "engine/exec.rs::a_commands_code_and_streams_are_ours",
            "engine/exec_crowd.rs::a_thousand_commands_in_a_row_keep_their_codes_and_their_output",
        ],
        "",
    ),
    (30, &["engine/exec.rs::what_cannot_run_has_the_codes_of_a_shell_and_what_fails_on_our_side_is_125"], ""),
    (
        31,
        &[
            "engine/exec_limits.rs::a_folder_of_the_guests_own_descriptors_is_no_working_directory_and_any_uid_is_a_user",
            "engine/exec.rs::what_cannot_run_has_the_codes_of_a_shell_and_what_fails_on_our_side_is_125",
        ],
        "",
    ),
    (
        32,
        &[
            "engine/exec.rs::a_commands_code_and_streams_are_ours",
            "engine/exec_limits.rs::a_command_that_the_kernel_ends_for_want_of_memory_is_said_to_be",
            "engine/escape_hogs.rs::a_memory_hog_is_ended_and_told_as_such_and_its_sandbox_lives_on",
        ],
        "",
    ),
    (33, &["engine/exec_faults.rs::both_streams_are_exact_however_they_alternate"], ""),
    (34, &["engine/exec_crowd.rs::a_gibibyte_of_output_arrives_whole_in_little_memory"], ""),
    (
        35,
        &["engine/exec_limits.rs::bytes_that_look_like_the_engines_frames_pass_a_terminal_unchanged"],
        "the memory of the client behind a terminal",
    ),
    (
        36,
        &[
            "engine/exec_limits.rs::much_output_without_a_line_end_passes_a_terminal",
            "engine/exec_limits.rs::bytes_that_look_like_the_engines_frames_pass_a_terminal_unchanged",
            "engine/exec.rs::json_holds_both_streams_and_says_whose_code_it_is",
        ],
        "",
    ),
    (
        37,
        &[
            "engine/exec.rs::stdin_arrives_whole_with_its_end",
            "engine/exec_crowd.rs::a_gibibyte_through_stdin_arrives_whole_in_little_memory",
            "engine/exec_faults.rs::stdin_that_nobody_reads_keeps_nothing_waiting",
        ],
        "",
    ),
    (38, &["engine/exec.rs::a_reader_that_goes_away_stops_the_command"], ""),
    (
        39,
        &["engine/streams.rs::a_reader_that_reads_nothing_slows_the_commands_and_no_memory_grows"],
        "two seconds, not sixty",
    ),
    (40, &["engine/exec_limits.rs::arguments_of_any_number_and_size_arrive_or_are_refused_as_too_long"], ""),
    (
        41,
        &[
            "engine/exec.rs::a_time_limit_ends_the_whole_group_even_one_that_ignores_term",
            "engine/leftovers.rs::a_daemon_ends_with_the_time_limit_even_if_it_ignores_term",
        ],
        "",
    ),
    (42, &["engine/exec_limits.rs::a_time_limit_holds_while_no_process_can_be_made"], ""),
    (43, &["engine/exec_faults.rs::ctrl_c_goes_to_the_command_and_the_second_one_ends_it"], ""),
    (
        44,
        &[
            "engine/exec.rs::nothing_outlives_a_caller_that_is_killed_or_interrupted",
            "engine/leftovers.rs::a_daemon_ends_when_the_caller_is_killed",
            "engine/jobs.rs::a_job_outlives_its_caller_and_keeps_output_and_code",
        ],
        "",
    ),
    (45, &["crash/main.rs::an_engine_that_is_stopped_in_the_middle_leaves_everything_whole_or_gone"], ""),
    (
        46,
        &["engine/jobs.rs::a_job_outlives_its_caller_and_keeps_output_and_code"],
        "an engine with live-restore, which would have to be configured so",
    ),
    (
        47,
        &[
            "engine/exec_faults.rs::a_command_ends_with_its_sandbox_and_is_told_why",
            "engine/exec_faults.rs::a_frozen_sandbox_holds_its_command_up_and_no_time_limit",
        ],
        "",
    ),
    // A transfer goes through the guest and takes no lock of the engine's.
    (
        48,
        &[
            "engine/transfer_faults.rs::a_download_that_stands_still_holds_up_nobody",
            "engine/life.rs::a_lock_that_is_held_is_3_and_says_by_whom",
        ],
        "",
    ),
    (49, &["engine/exec_faults.rs::what_runs_on_in_the_background_and_holds_the_output_keeps_nobody"], ""),
    (
        50,
        &[
            "engine/crowd.rs::fifty_commands_at_once_keep_their_codes_and_their_output",
            "engine/exec_crowd.rs::fifty_commands_at_once_with_much_output_each_mix_nothing",
            "engine/streams.rs::lines_of_several_never_mix",
        ],
        "fifty at once, not a hundred",
    ),
    (
        51,
        &[
            "engine/secrets.rs::a_planted_secret_is_found_nowhere_but_in_its_command",
            "engine/secrets.rs::a_secret_is_its_commands_alone_and_gone_with_it",
            "cli/secrets.rs::a_value_is_never_an_argument_and_what_was_typed_is_not_repeated",
        ],
        "",
    ),
    (
        52,
        &["engine/exec_crowd.rs::a_thousand_commands_in_a_row_keep_their_codes_and_their_output"],
        "a thousand, not ten thousand, and no figure for the guest's memory",
    ),
    // upload
    (
        53,
        &[
            "engine/copy_matrix.rs::an_upload_does_what_docker_cp_does",
            "src/archive/tests/matrix.rs::contents_merge_into_an_existing_directory",
        ],
        "",
    ),
    (
        54,
        &[
            "engine/copies.rs::a_source_that_is_no_file_is_refused_before_anything_starts",
            "engine/files.rs::what_is_missing_or_of_the_wrong_kind_is_said_and_nothing_is_left",
            "src/archive/tests/packing.rs::a_file_that_may_not_be_read_is_named",
            "src/archive/tests/packing.rs::a_fifo_or_device_is_no_source",
        ],
        "",
    ),
    (
        55,
        &[
            "engine/copy_matrix.rs::an_upload_does_what_docker_cp_does",
            "src/archive/tests/packing.rs::a_link_is_itself_or_what_it_leads_to",
        ],
        "",
    ),
    (
        56,
        &[
            "engine/files.rs::a_tree_goes_in_and_comes_out_the_same_over_both_roads",
            "engine/copy_matrix.rs::an_upload_does_what_docker_cp_does",
        ],
        "",
    ),
    (
        57,
        &[
            "engine/files.rs::files_arrive_in_memory_file_systems_and_in_a_stopped_sandbox",
            "engine/copies.rs::a_copy_that_the_other_side_refuses_leaves_nothing_and_says_why",
            "engine/volumes.rs::files_move_into_volumes_and_a_diff_and_a_snapshot_leave_them_out",
            "engine/hardening.rs::a_strict_sandbox_writes_only_where_it_works_and_keeps_that",
            "src/archive/tests/mounts.rs::a_mount_below_the_destination_gets_its_files",
            "src/archive/tests/mounts.rs::a_read_only_destination_is_denied",
        ],
        "",
    ),
    (
        58,
        &["engine/hostile_archives.rs::a_folder_that_is_swapped_for_a_link_leads_no_upload_out_of_its_destination"],
        "",
    ),
    (
        59,
        &[
            "engine/hostile_archives.rs::odd_archives_arrive_without_what_is_dangerous_in_them",
            "src/archive/tests/hostile.rs::special_bits_are_stripped_and_counted_or_kept",
            "src/archive/tests/round_trip.rs::attributes_that_the_system_believes_are_not_taken",
            "src/archive/tests/round_trip.rs::owners_are_kept_on_request",
        ],
        "",
    ),
    (
        60,
        &[
            "engine/big_files.rs::five_gibibytes_go_in_and_come_out_the_same",
            "engine/big_files.rs::a_hundred_thousand_files_with_names_of_all_bytes_go_in_and_come_out_the_same",
            "src/archive/tests/round_trip.rs::a_tree_with_one_of_everything_comes_out_the_same",
            "src/archive/tests/round_trip.rs::holes_stay_holes_and_do_not_travel",
            "src/archive/tests/round_trip.rs::paths_up_to_the_systems_limit_come_out_the_same",
        ],
        "",
    ),
    (
        61,
        &[
            "src/archive/tests/packing.rs::a_file_that_shrinks_is_no_short_file",
            "src/archive/tests/packing.rs::a_file_that_vanishes_is_named",
            "src/archive/tests/packing.rs::a_file_that_grows_comes_at_the_size_it_had",
        ],
        "",
    ),
    (
        62,
        &[
            "engine/copies.rs::a_compressed_tar_stream_is_taken_and_a_broken_one_leaves_nothing",
            "engine/files.rs::a_dash_is_a_tar_stream_both_ways",
            "engine/hostile_archives.rs::hostile_archives_are_refused_and_leave_everything_as_it_was",
        ],
        "",
    ),
    (63, &["engine/hostile_archives.rs::hostile_archives_are_refused_and_leave_everything_as_it_was"], ""),
    (64, &["engine/transfer_faults.rs::an_upload_cut_anywhere_leaves_the_old_file_and_nothing_else"], ""),
    (
        65,
        &[
            "engine/transfer_faults.rs::an_upload_cut_anywhere_leaves_the_old_file_and_nothing_else",
            "engine/crash.rs::a_transfer_into_a_stopped_sandbox_that_is_killed_leaves_it_stopped",
        ],
        "",
    ),
    (
        66,
        &[
            "engine/transfer_faults.rs::a_full_file_system_inside_is_told_and_keeps_what_was_there",
            "src/archive/tests/mounts.rs::a_full_disk_is_told_and_nothing_stays",
        ],
        "",
    ),
    (67, &[], "it takes longer than any test may; no call of a transfer has a limit but that for silence"),
    (68, &["engine/transfer_faults.rs::of_two_uploads_to_one_path_one_wins_whole"], ""),
    (
        69,
        &[
            "engine/states.rs::each_verb_does_in_each_state_what_the_contract_says",
            "engine/life.rs::a_paused_sandbox_is_said_to_be_paused_and_can_be_stopped",
            "engine/transfer_faults.rs::a_sandbox_that_is_killed_during_a_transfer_leaves_no_half_of_it",
        ],
        "",
    ),
    // download
    (70, &["engine/copy_matrix.rs::a_download_does_what_docker_cp_does"], ""),
    (
        71,
        &[
            "engine/transfer_faults.rs::odd_places_of_a_sandbox_are_read_from_inside_of_it_alone",
            "engine/files.rs::what_is_missing_or_of_the_wrong_kind_is_said_and_nothing_is_left",
            "engine/copies.rs::a_source_that_is_no_file_is_refused_before_anything_starts",
        ],
        "",
    ),
    (
        72,
        &[
            "engine/files.rs::a_hostile_sandbox_writes_nothing_outside_the_destination",
            "engine/transfer_faults.rs::a_folder_that_is_swapped_for_a_link_while_it_is_read_leads_no_download_anywhere",
        ],
        "",
    ),
    (
        73,
        &[
            "engine/files.rs::a_hostile_sandbox_writes_nothing_outside_the_destination",
            "src/archive/tests/hostile.rs::a_file_through_a_link_is_refused",
            "fuzz/main.rs::no_archive_reaches_outside_or_leaves_something_behind",
        ],
        "",
    ),
    (
        74,
        &[
            "engine/files.rs::a_hostile_sandbox_writes_nothing_outside_the_destination",
            "engine/files.rs::strict_refuses_both_ways_what_would_be_left_out",
            "src/archive/tests/hostile.rs::devices_and_fifos_are_skipped_and_named",
        ],
        "",
    ),
    // Modes survive, as the contract has it, a folder without any included; of the special bits nothing does.
    (75, &["engine/transfer_faults.rs::odd_places_of_a_sandbox_are_read_from_inside_of_it_alone"], ""),
    (
        76,
        &[
            "engine/big_files.rs::a_hundred_thousand_files_with_names_of_all_bytes_go_in_and_come_out_the_same",
            "src/archive/tests/hostile.rs::names_reach_a_message_escaped",
        ],
        "macOS and Windows, for want of either",
    ),
    (
        77,
        &[
            "engine/copies.rs::a_download_says_which_files_would_be_run_unasked_and_keeps_to_its_limits",
            "src/archive/tests/hostile.rs::limits_hold",
            "src/archive/tests/hostile.rs::a_thousand_levels_are_made_and_removed_within_the_limit_of_open_files",
        ],
        "a million files",
    ),
    (
        78,
        &[
            "engine/copy_matrix.rs::a_download_does_what_docker_cp_does",
            "engine/transfer_faults.rs::a_full_disk_here_is_told_and_the_destination_is_as_it_was",
        ],
        "the root of this machine as a destination",
    ),
    (
        79,
        &[
            "engine/copies.rs::a_download_says_which_files_would_be_run_unasked_and_keeps_to_its_limits",
            "engine/copies.rs::what_is_there_is_kept_when_asked_and_counted",
        ],
        "",
    ),
    (80, &["engine/transfer_faults.rs::a_full_disk_here_is_told_and_the_destination_is_as_it_was"], ""),
    (
        81,
        &["engine/transfer_faults.rs::a_sandbox_that_is_killed_during_a_transfer_leaves_no_half_of_it"],
        "the engine itself killed under a download: its sandbox goes with it, as in the test",
    ),
    (
        82,
        &[
            "src/guest/server/transfer.rs::a_stream_cut_anywhere_is_an_error",
            "src/archive/tests/corruption.rs::an_archive_cut_anywhere_leaves_nothing",
            "src/archive/visit.rs::a_stream_that_was_cut_is_damaged_wherever_it_ends",
        ],
        "",
    ),
    (83, &["engine/transfer_faults.rs::a_download_that_stands_still_holds_up_nobody"], "for seconds, not ten minutes"),
    (84, &["engine/files.rs::a_download_that_is_killed_or_interrupted_leaves_nothing_after_the_next_one"], ""),
    (85, &["engine/transfer_faults.rs::a_sandbox_that_is_killed_during_a_transfer_leaves_no_half_of_it"], ""),
    (
        86,
        &[
            "engine/files.rs::a_dash_is_a_tar_stream_both_ways",
            "engine/transfer_faults.rs::a_download_that_stands_still_holds_up_nobody",
            "engine/copies.rs::who_stops_reading_a_tar_stream_is_no_error_and_limits_on_one_are_refused",
        ],
        "",
    ),
    // snapshot, fork, restore
    (
        87,
        &["engine/volumes.rs::files_move_into_volumes_and_a_diff_and_a_snapshot_leave_them_out"],
        "what lies in memory is left out without a word but that of the help; volumes are never part of a snapshot",
    ),
    (
        88,
        &[
            "engine/secrets.rs::a_snapshot_or_an_export_with_a_delivered_value_is_refused",
            "engine/secrets.rs::a_planted_secret_is_found_nowhere_but_in_its_command",
        ],
        "",
    ),
    (
        89,
        &[
            "engine/state/forks.rs::twenty_forks_of_a_writing_database_are_whole_and_the_source_loses_nothing",
            "engine/state/forks.rs::nobody_in_the_sandbox_notices_the_pause_but_by_the_clock",
            "engine/state/forks.rs::commands_that_begin_meanwhile_wait_for_the_end_of_the_pause",
        ],
        "",
    ),
    (
        90,
        &[
            "engine/state/faults.rs::a_snapshot_killed_at_any_moment_leaves_the_source_at_work_and_nothing_of_itself",
            "crash/main.rs::every_verb_may_die_at_a_step_of_its_journal_on_the_real_engine",
            "engine/sync.rs::a_push_that_is_killed_or_interrupted_leaves_no_version",
        ],
        "",
    ),
    // Nothing is committed by an engine; the guest streams, and a stream has no limit but that for silence.
    (91, &["crash/main.rs::an_engine_that_is_stopped_in_the_middle_leaves_everything_whole_or_gone"], ""),
    (92, &["engine/state/faults.rs::a_full_disk_leaves_no_snapshot_and_the_sandbox_as_it_was"], ""),
    (
        93,
        &[
            "engine/state/flow.rs::a_name_goes_to_the_newest_and_what_others_need_is_not_removed",
            "engine/state/flow.rs::what_is_not_there_or_not_meant_is_said",
        ],
        "ten thousand snapshots in a listing",
    ),
    (
        94,
        &[
            "src/snapshot/tests.rs::every_flipped_bit_is_found",
            "src/snapshot/local.rs::every_flipped_bit_and_every_cut_is_found",
            "engine/state/faults.rs::a_damaged_or_newer_snapshot_is_refused_and_nothing_changes",
        ],
        "",
    ),
    (
        95,
        &[
            "src/snapshot/tests.rs::what_is_cut_off_put_together_or_added_to_is_found",
            "src/snapshot/local.rs::every_flipped_bit_and_every_cut_is_found",
            "engine/export.rs::a_damaged_archive_changes_nothing",
        ],
        "",
    ),
    (
        96,
        &[
            "src/snapshot/tests.rs::a_newer_form_strange_fields_and_no_manifest_are_told_apart",
            "src/snapshot/manifest.rs::one_of_a_newer_form_is_refused_before_anything_else_of_it_is_looked_at",
            "engine/state/faults.rs::a_damaged_or_newer_snapshot_is_refused_and_nothing_changes",
        ],
        "",
    ),
    (97, &["src/snapshot/tests.rs::a_bomb_is_stopped_at_what_its_manifest_says"], "a figure for the memory"),
    (98, &["src/snapshot/tests.rs::trees_that_lead_elsewhere_are_denied"], ""),
    (
        99,
        &[
            "engine/sync_faults.rs::a_server_that_fails_now_and_then_and_connections_that_break_are_tried_again",
            "engine/sync_faults.rs::a_server_that_goes_on_failing_is_given_up_and_there_is_no_version",
            "engine/sync_faults.rs::a_refusal_is_not_tried_again_and_says_what_to_set",
        ],
        "a server's clock that is wrong, 1 KB/s, and rules for the parts that are left",
    ),
    (
        100,
        &[
            "engine/sync_faults.rs::what_changes_on_the_way_to_the_server_is_refused_by_it",
            "engine/sync.rs::what_is_damaged_or_of_a_newer_form_is_refused_and_nothing_is_changed",
            "src/snapshot/remote/snapshots.rs::what_is_damaged_there_does_not_come_here",
        ],
        "",
    ),
    (
        101,
        &[
            "engine/state/forks.rs::commands_that_begin_meanwhile_wait_for_the_end_of_the_pause",
            "src/sandbox/ops/snapshots.rs::of_several_with_one_name_the_newest_has_it",
        ],
        "",
    ),
    (
        102,
        &[
            "engine/state/forks.rs::twenty_forks_of_a_writing_database_are_whole_and_the_source_loses_nothing",
            "engine/state/flow.rs::the_calculator_is_kept_forked_and_brought_back_with_its_history",
            "engine/state/forks.rs::a_fork_that_can_not_be_made_leaves_the_others_and_is_told",
            "engine/state/faults.rs::a_source_that_is_killed_meanwhile_leaves_whole_forks_and_whole_snapshots_or_none",
        ],
        "twenty, not fifty",
    ),
    (
        103,
        &[
            "engine/state/faults.rs::a_restore_killed_at_any_moment_is_undone_or_done_by_the_next_command",
            "engine/state/flow.rs::what_is_not_there_or_not_meant_is_said",
            "engine/state/faults.rs::a_full_disk_leaves_no_snapshot_and_the_sandbox_as_it_was",
        ],
        "an engine that restarts under a restore",
    ),
    (
        104,
        &["engine/runtimes.rs::a_sandbox_under_gvisor_is_reached_over_the_bridge_and_is_never_snapshot_by_halves"],
        "",
    ),
    (
        105,
        &["engine/callers.rs::a_caller_of_uid_1000_in_the_engines_group_has_both_roads_and_leaves_nothing"],
        "a rootless engine, for want of one",
    ),
    (
        106,
        &[
            "engine/state/trees.rs::random_trees_survive_snapshot_and_fork_and_restore_byte_for_byte",
            "engine/state/trees.rs::links_and_holes_stay_what_they_are_in_a_snapshot_that_only_adds",
            "engine/export.rs::a_snapshot_comes_to_another_machine_by_one_file",
        ],
        "",
    ),
    // kill, gc, pool, get-host, registry
    (
        107,
        &[
            "engine/crowd.rs::ten_kills_of_one_sandbox_at_once_all_end_well",
            "operations.rs::ten_kills_at_once_and_one_more_all_end_well",
            "engine/states.rs::each_verb_does_in_each_state_what_the_contract_says",
            "engine/exec_faults.rs::a_command_ends_with_its_sandbox_and_is_told_why",
            "engine/transfer_faults.rs::a_sandbox_that_is_killed_during_a_transfer_leaves_no_half_of_it",
            "engine/state/faults.rs::one_that_is_killed_while_it_is_made_is_made_or_gone",
            "engine/state/faults.rs::a_source_that_is_killed_meanwhile_leaves_whole_forks_and_whole_snapshots_or_none",
        ],
        "",
    ),
    // Without an engine nothing is begun, so that there is nothing to finish.
    (
        108,
        &[
            "operations.rs::an_engine_that_is_gone_is_said_and_nothing_changes",
            "operations.rs::a_process_that_dies_in_any_call_of_a_kill_has_its_work_finished",
        ],
        "",
    ),
    (109, &["engine/transfer_faults.rs::a_download_that_stands_still_holds_up_nobody"], ""),
    (
        110,
        &[
            "engine/gc.rs::what_is_over_goes_and_what_works_or_is_of_another_home_stays",
            "engine/gc.rs::nothing_that_is_made_beside_it_is_lost",
            "operations/gc.rs::a_container_without_a_record_goes_and_those_of_others_or_without_our_name_stay",
            "operations/gc.rs::what_waits_in_the_pool_is_no_orphan_and_goes_when_it_is_old",
        ],
        "",
    ),
    (
        111,
        &[
            "operations/gc.rs::ten_at_once_remove_each_thing_once_beside_one_that_makes_more",
            "operations/gc.rs::old_ones_go_unless_something_runs_in_them_and_a_clock_set_back_makes_none_old",
            "operations/gc.rs::with_nothing_over_nothing_is_done_and_twice_in_a_row_is_once",
            "crash/main.rs::every_verb_may_die_at_any_change_on_the_engine_in_memory",
        ],
        "",
    ),
    (112, &["engine/pool.rs::of_many_who_ask_at_once_each_gets_another_one"], "eight for four, not a hundred for ten"),
    (113, &["engine/pool.rs::what_was_stopped_or_used_behind_our_back_is_not_handed_out"], "a network that is gone"),
    (
        114,
        &[
            "engine/routes.rs::get_host_takes_any_port_and_prints_host_and_port_alone_on_request",
            "engine/routes.rs::with_an_address_set_declared_ports_are_published_on_it_and_others_are_refused",
            "cli/errors.rs::hostile_names_ports_sizes_and_references_are_usage_and_reach_no_engine",
            "operations.rs::a_published_port_is_looked_up_anew_after_each_start",
        ],
        "a warning where nothing listens, and an engine that was restarted",
    ),
    (
        115,
        &[
            "engine/routes.rs::a_folder_that_cannot_be_written_fails_init_and_leaves_nothing",
            "src/route/traefik.rs::a_route_is_written_and_removed_without_traces",
            "src/fs.rs::a_file_is_replaced_whole_and_private",
        ],
        "files of others in Traefik's folder: nothing asks Traefik what it made of them yet",
    ),
    // There are no copies of records: the engine has what they say, and `doctor --fix` asks it.
    (
        116,
        &[
            "cli/damage.rs::a_record_that_something_happened_to_is_9_and_stays_as_it_is",
            "cli/damage.rs::what_stands_in_the_place_of_a_record_is_not_followed_and_not_removed",
            "cli/errors.rs::a_damaged_record_is_9_for_that_sandbox_and_a_newer_one_is_6_and_neither_is_touched",
            "engine/crash.rs::a_deleted_registry_is_made_again_from_the_engine",
            "src/registry/journal.rs::an_entry_cut_anywhere_behind_its_plan_is_still_read",
        ],
        "a record that is cut where a whole one could end, and a network file system",
    ),
    (
        117,
        &[
            "src/registry/lock.rs::a_lock_file_that_was_replaced_or_removed_meanwhile_locks_nothing",
            "cli/damage.rs::a_lock_of_a_process_that_stands_still_is_told_and_that_of_a_dead_one_is_free",
            "engine/life.rs::a_lock_that_is_held_is_3_and_says_by_whom",
        ],
        "",
    ),
    (
        118,
        &[
            "src/secrets/tests.rs::the_variable_wins_and_another_key_opens_nothing",
            "src/secrets/tests.rs::a_flipped_bit_anywhere_is_damage_or_changes_nothing",
            "src/secrets/tests.rs::values_of_any_bytes_come_back_as_they_were",
            "cli/secrets.rs::fifty_at_once_are_all_there",
            "cli/secrets.rs::who_is_killed_in_the_middle_leaves_the_old_value_or_the_new_one",
            "cli/secrets.rs::a_key_file_that_others_may_read_is_refused_and_so_is_a_damaged_entry",
            "cli/secrets.rs::with_the_key_in_a_variable_a_new_one_needs_a_file",
            "cli/secrets.rs::a_value_comes_whole_from_where_it_is_said_to_be",
        ],
        "",
    ),
];
