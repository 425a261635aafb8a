# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_sandcastle_global_optspecs
    string join \n json q/quiet v/verbose color= y/yes no-input engine= operation= h/help V/version
end

function __fish_sandcastle_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_sandcastle_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_sandcastle_using_subcommand
    set -l cmd (__fish_sandcastle_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c sandcastle -n "__fish_sandcastle_needs_command" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_needs_command" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_needs_command" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_needs_command" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "init" -d 'Make a sandbox and print its id'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "create" -d 'Make a sandbox and print its id'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "run" -d 'Run a command in a new sandbox, which is gone afterwards'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "ls" -d 'List the sandboxes of this home'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "list" -d 'List the sandboxes of this home'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "show" -d 'Show one sandbox'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "exec" -d 'Run a command in a sandbox, or in several'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "shell" -d 'Open a shell in a sandbox, or come back to one'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "jobs" -d 'Look at commands that run detached in a sandbox'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "upload" -d 'Copy files into a sandbox'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "download" -d 'Copy a file or folder out of a sandbox'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "cp" -d 'Copy files between sandboxes'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "snapshot" -d 'Take a snapshot of a sandbox and print its id'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "snapshots" -d 'Look at snapshots, verify them, remove them, move them between machines and into object storage'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "restore" -d 'Make a sandbox what it was when a snapshot was taken'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "fork" -d 'Make new sandboxes that begin as another sandbox is, or as a snapshot says, and print their ids'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "map" -d 'Run one command in many sandboxes, or in forks made for it'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "race" -d 'Let forks of a sandbox compete with the same command, keep the winner, and print its id'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "diff" -d 'Show what a sandbox has changed'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "apply" -d 'Bring the changes of a sandbox to another sandbox or to a folder'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "sync" -d 'Keep folders of sandboxes as versions in object storage'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "wait" -d 'Wait until what is under way on a sandbox has ended, or until it is as it is needed'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "retry" -d 'Try the operation again that failed last on a sandbox'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "start" -d 'Start stopped sandboxes'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "stop" -d 'Stop sandboxes; their files are kept'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "restart" -d 'Stop sandboxes and start them again'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "pause" -d 'Freeze sandboxes: everything in them stands still, and is kept in memory'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "resume" -d 'Let paused sandboxes go on'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "rename" -d 'Give a sandbox another name, and print it'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "modify" -d 'Change a sandbox that is there, and print what is different'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "keepalive" -d 'Keep sandboxes alive for a time, whatever their age and however idle they are'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "kill" -d 'Remove sandboxes with everything that belongs to them'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "rm" -d 'Remove sandboxes with everything that belongs to them'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "get-host" -d 'Print the URL of a sandbox\'s port'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "net" -d 'Look at the network of a sandbox as its egress policy makes it'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "top" -d 'Watch all sandboxes on one screen'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "stats" -d 'Show what sandboxes use: processor, memory, processes, network and disk'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "du" -d 'Show what takes up room on disks, and what gc would free'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "pool" -d 'Keep sandboxes ready, so that init and fork take some milliseconds'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "secret" -d 'Keep secrets, and give them to commands in sandboxes'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "gc" -d 'Clear away what is over, and stop what is idle'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "image" -d 'Build, list and remove images for sandboxes'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "volume" -d 'Create, list and remove volumes, which outlive sandboxes'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "setup" -d 'Make this machine ready: a container engine that runs, and the sandbox image'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "events" -d 'Show what happened to sandboxes, and who did it'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "doctor" -d 'Check this machine, the engine and the registry'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "bench" -d 'Measure this machine: our verbs beside the engine\'s own client'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "config" -d 'Show or change the settings'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "man" -d 'Print a man page, or write all of them into a folder'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "guest" -d 'What runs inside a sandbox'
complete -c sandcastle -n "__fish_sandcastle_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l name -d 'A name for it: lower-case letters, digits and hyphens [default: made up]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l image -d 'The image, by the engine\'s name for it [default: the built-in one]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l cpus -d 'Processors' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l memory -d 'Memory, such as 512m or 2GiB; there is no swap beyond it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l pids -d 'The most processes and threads' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s e -l env -d 'A variable of its default environment: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l env-file -d 'Read variables from a file of KEY=VALUE lines' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s l -l label -d 'A label' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s w -l workdir -d 'The default working directory [default: the image\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s u -l user -d 'The default user [default: the image\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s p -l port -d 'A port that something in it will listen on; the first one is the default of get-host' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l network -d 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l egress -d 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l ttl -d 'After this long gc may remove it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l idle -d 'After this long without work, 60s to 1d, gc stops it, its files kept' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l account -d 'Whose home, data, volumes and secrets it has [default: the setting account]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l volume -d 'Mount a volume of the account, made if missing: NAME:/path, with :ro for reading only; it outlives the sandbox' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l data -d 'Mount a folder of the account\'s data, made if missing, at /data: a path below the setting data_root' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l mount -d 'Mount a folder or file of this machine: FOLDER:/path, with :ro for reading only; the sandbox user gets the uid of its owner' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l profile -d 'The profile: default, or strict (only the working directory, the home and /tmp can be written)' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l runtime -d 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the engine\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l shm-size -d 'The size of /dev/shm, below the limit of memory [default: 64 MiB, at most half of the memory]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l disk -d 'The most that it may write to its root, where the engine can enforce that [default: 10 GiB there]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l if-exists -d 'What to do when the name is taken' -r -f -a "fail\t'End with exit 5'
reuse\t'Print the id of the one that is there, started if it was stopped'
replace\t'Kill the one that is there first'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l sync-from -d 'Fill a path from a version in object storage before anything runs: s3://bucket/prefix[@VERSION]:/path[:ro]; with `:ro` it belongs to root and nobody else may write it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l wait -d 'Wait until it is running, ready, port:N or http:STATUS[@/path]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l timeout -d 'How long --wait may take' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l rm -d 'Temporary: it is gone, files and all, once it is stopped'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l home -d 'Mount the account\'s home as the home of the sandbox user; it outlives the sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l allow-system-mount -d 'Let --mount take folders of the system too, such as /etc'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l trust-host-ca -d 'Trust inside what this machine trusts (its CA bundle), and use its proxies'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand init" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l name -d 'A name for it: lower-case letters, digits and hyphens [default: made up]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l image -d 'The image, by the engine\'s name for it [default: the built-in one]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l cpus -d 'Processors' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l memory -d 'Memory, such as 512m or 2GiB; there is no swap beyond it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l pids -d 'The most processes and threads' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s e -l env -d 'A variable of its default environment: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l env-file -d 'Read variables from a file of KEY=VALUE lines' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s l -l label -d 'A label' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s w -l workdir -d 'The default working directory [default: the image\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s u -l user -d 'The default user [default: the image\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s p -l port -d 'A port that something in it will listen on; the first one is the default of get-host' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l network -d 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l egress -d 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l ttl -d 'After this long gc may remove it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l idle -d 'After this long without work, 60s to 1d, gc stops it, its files kept' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l account -d 'Whose home, data, volumes and secrets it has [default: the setting account]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l volume -d 'Mount a volume of the account, made if missing: NAME:/path, with :ro for reading only; it outlives the sandbox' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l data -d 'Mount a folder of the account\'s data, made if missing, at /data: a path below the setting data_root' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l mount -d 'Mount a folder or file of this machine: FOLDER:/path, with :ro for reading only; the sandbox user gets the uid of its owner' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l profile -d 'The profile: default, or strict (only the working directory, the home and /tmp can be written)' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l runtime -d 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the engine\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l shm-size -d 'The size of /dev/shm, below the limit of memory [default: 64 MiB, at most half of the memory]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l disk -d 'The most that it may write to its root, where the engine can enforce that [default: 10 GiB there]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l if-exists -d 'What to do when the name is taken' -r -f -a "fail\t'End with exit 5'
reuse\t'Print the id of the one that is there, started if it was stopped'
replace\t'Kill the one that is there first'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l sync-from -d 'Fill a path from a version in object storage before anything runs: s3://bucket/prefix[@VERSION]:/path[:ro]; with `:ro` it belongs to root and nobody else may write it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l wait -d 'Wait until it is running, ready, port:N or http:STATUS[@/path]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l timeout -d 'How long --wait may take' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l rm -d 'Temporary: it is gone, files and all, once it is stopped'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l home -d 'Mount the account\'s home as the home of the sandbox user; it outlives the sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l allow-system-mount -d 'Let --mount take folders of the system too, such as /etc'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l trust-host-ca -d 'Trust inside what this machine trusts (its CA bundle), and use its proxies'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand create" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l name -d 'A name for it: lower-case letters, digits and hyphens [default: made up]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l image -d 'The image, by the engine\'s name for it [default: the built-in one]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l cpus -d 'Processors' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l memory -d 'Memory, such as 512m or 2GiB; there is no swap beyond it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l pids -d 'The most processes and threads' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s e -l env -d 'A variable of its default environment: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l env-file -d 'Read variables from a file of KEY=VALUE lines' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s l -l label -d 'A label' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s w -l workdir -d 'The default working directory [default: the image\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s u -l user -d 'The default user [default: the image\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s p -l port -d 'A port that something in it will listen on; the first one is the default of get-host' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l network -d 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l egress -d 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l ttl -d 'After this long gc may remove it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l idle -d 'After this long without work, 60s to 1d, gc stops it, its files kept' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l account -d 'Whose home, data, volumes and secrets it has [default: the setting account]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l volume -d 'Mount a volume of the account, made if missing: NAME:/path, with :ro for reading only; it outlives the sandbox' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l data -d 'Mount a folder of the account\'s data, made if missing, at /data: a path below the setting data_root' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l mount -d 'Mount a folder or file of this machine: FOLDER:/path, with :ro for reading only; the sandbox user gets the uid of its owner' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l profile -d 'The profile: default, or strict (only the working directory, the home and /tmp can be written)' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l runtime -d 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the engine\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l shm-size -d 'The size of /dev/shm, below the limit of memory [default: 64 MiB, at most half of the memory]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l disk -d 'The most that it may write to its root, where the engine can enforce that [default: 10 GiB there]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l secret -d 'Give it this secret as a variable of its environment: of the same name, or of another' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l secret-file -d 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l timeout -d 'End it after this long: TERM to all its processes, then KILL' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l stream -d 'How the output is written while it comes [default: raw]' -r -f -a "raw\t'As it is, on stdout and stderr'
jsonl\t'On stdout, as one JSON object a line; the last one says how the command ended'
sse\t'On stdout, as server-sent events, one a line of output; the last one is `data: [DONE]`'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l rm -d 'Temporary: it is gone, files and all, once it is stopped'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l home -d 'Mount the account\'s home as the home of the sandbox user; it outlives the sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l allow-system-mount -d 'Let --mount take folders of the system too, such as /etc'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l trust-host-ca -d 'Trust inside what this machine trusts (its CA bundle), and use its proxies'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s d -l detach -d 'Leave the command running as a job, and the sandbox with it; print the sandbox\'s id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s i -l interactive -d 'Read stdin even from a terminal'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s t -l tty -d 'Give it a terminal'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l keep -d 'Keep the sandbox, running, when the command has ended'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand run" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -s w -l watch -d 'Go on, and show each change'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand ls" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -s w -l watch -d 'Go on, and show each change'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand list" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand show" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s e -l env -d 'Set a variable: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l env-file -d 'Read variables from a file of KEY=VALUE lines' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s w -l workdir -d 'The working directory instead of the sandbox\'s' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s u -l user -d 'The user instead of the sandbox\'s: a name, uid, user:group or uid:gid' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l secret -d 'Give it this secret as a variable of its environment: of the same name, or of another' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l secret-file -d 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l timeout -d 'End it after this long: TERM to all its processes, then KILL' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l stream -d 'How the output is written while it comes [default: raw]' -r -f -a "raw\t'As it is, on stdout and stderr'
jsonl\t'On stdout, as one JSON object a line; the last one says how the command ended'
sse\t'On stdout, as server-sent events, one a line of output; the last one is `data: [DONE]`'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s j -l parallel -d 'How many sandboxes to work in at once, 1 to 256 [default: 8]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s d -l detach -d 'Run it as a job: print the job\'s id and return; see `sandcastle jobs`'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s i -l interactive -d 'Read stdin even from a terminal'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s t -l tty -d 'Give it a terminal'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l all -d 'Run it in all running sandboxes of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand exec" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -l attach -d 'Come back to the session of this id, or to the only one that was left; a client that it has is detached' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -s e -l env -d 'Set a variable: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -l env-file -d 'Read variables from a file of KEY=VALUE lines' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -s w -l workdir -d 'The working directory instead of the sandbox\'s' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -s u -l user -d 'The user instead of the sandbox\'s: a name, uid, user:group or uid:gid' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -l secret -d 'Give it this secret as a variable of its environment: of the same name, or of another' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -l secret-file -d 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand shell" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -f -a "ls" -d 'List the jobs of a sandbox, oldest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -f -a "show" -d 'Show one job'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -f -a "logs" -d 'Print the kept output of a job'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -f -a "wait" -d 'Wait until jobs end; the exit code is that of the first that failed'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -f -a "kill" -d 'End jobs: TERM to all their processes'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and not __fish_seen_subcommand_from ls show logs wait kill help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s n -l tail -d 'Begin with so many of the last lines' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l since -d 'Only what was written in this time (10m), or after this moment (2026-01-31T12:00:00Z)' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s f -l follow -d 'Go on until the job ends'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from logs" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l timeout -d 'Wait no longer than this, and end with 124; the jobs run on' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from wait" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -s s -l signal -d 'Send this signal instead, by name or number' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -l force -d 'Send KILL instead'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from kill" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List the jobs of a sandbox, oldest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one job'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "logs" -d 'Print the kept output of a job'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "wait" -d 'Wait until jobs end; the exit code is that of the first that failed'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "kill" -d 'End jobs: TERM to all their processes'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand jobs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l exclude -d 'Leave out what fits this pattern, as in a .gitignore' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -s L -l follow-link -d 'Copy what the source points to if it is a link'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l gitignore -d 'Leave out what the .gitignore files in the source leave out'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l preserve-owner -d 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l preserve-special -d 'Keep setuid, setgid and sticky bits'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l no-overwrite -d 'Keep files that are there already'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l strict -d 'Refuse device nodes, fifos and sockets instead of leaving them out'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand upload" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l exclude -d 'Leave out what fits this pattern, as in a .gitignore' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l max-bytes -d 'Refuse more than this in all, holes in files included, such as 10GiB' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l max-files -d 'Refuse more files and folders than this' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l max-depth -d 'Refuse folders in folders beyond this depth' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -s L -l follow-link -d 'Copy what the source points to if it is a link'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l gitignore -d 'Leave out what the .gitignore files in the source leave out'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l preserve-owner -d 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l preserve-special -d 'Keep setuid, setgid and sticky bits'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l no-overwrite -d 'Keep files that are there already'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l strict -d 'Refuse device nodes, fifos and sockets instead of leaving them out'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand download" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l exclude -d 'Leave out what fits this pattern, as in a .gitignore' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -s L -l follow-link -d 'Copy what the source points to if it is a link'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l gitignore -d 'Leave out what the .gitignore files in the source leave out'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l preserve-owner -d 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l preserve-special -d 'Keep setuid, setgid and sticky bits'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l no-overwrite -d 'Keep files that are there already'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l strict -d 'Refuse device nodes, fifos and sockets instead of leaving them out'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand cp" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l name -d 'A name for the snapshot: lower-case letters, digits and hyphens' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -s m -l comment -d 'What it is good for' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -s l -l label -d 'A label' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l exclude -d 'Leave out what fits this pattern, as in a .gitignore, and is not the image\'s' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l since -d 'Keep only what has changed since this snapshot of the same sandbox, or, with "none", all that differs from the image [default: since the last one, where that pays]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l wait -d 'Wait this long for another operation on the sandbox to end [default: the setting lock_timeout]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l include-all -d 'Keep caches too'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l stop -d 'Stop the sandbox first, and leave it stopped; not a temporary one, which would be gone'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l no-pause -d 'Let everything go on meanwhile: files that change while they are read fail it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l volumes -d 'With the files of its named volumes, and of its account\'s home; folders of this machine are never part of it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l allow-secrets -d 'Take it even if values of secrets that the sandbox was given are in its files'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshot" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "ls" -d 'List snapshots, oldest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "push" -d 'Write a snapshot to object storage, and print the ids of what was sent'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "pull" -d 'Fetch a snapshot from object storage, and print the ids of what came'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "show" -d 'Show one snapshot'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "rm" -d 'Remove snapshots'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "tree" -d 'Show which snapshot came from which'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "verify" -d 'Read snapshots to the end, and check every file in them'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "export" -d 'Write a snapshot to a file, and print its path'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "import" -d 'Take a snapshot in from a file, and print its id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "prune" -d 'Remove old snapshots'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and not __fish_seen_subcommand_from ls push pull show rm tree verify export import prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -l sandbox -d 'Only those of this sandbox, by its name or id at that time' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -s l -l label -d 'Only those with this label' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -l remote -d 'Those in object storage, at s3://bucket/prefix' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -l remote -d 'The place in a bucket: s3://bucket/prefix' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -l allow-secrets -d 'Let values of secrets that the sandbox was given leave with its files'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from push" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -l remote -d 'The place in a bucket: s3://bucket/prefix' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from pull" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -l cascade -d 'Remove those that need them, too'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -l ignore-not-found -d 'A snapshot that does not exist is fine'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -l dry-run -d 'List what would be removed, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from rm" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from tree" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from verify" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -l oci -d 'Make an ordinary image on the engine instead, for `docker run`, and print its name' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -l with-image -d 'Put the base image in, too: the file needs nothing then'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -l force -d 'Replace the file if it is there'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -l allow-secrets -d 'Let values of secrets that the sandbox was given leave with its files'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -l name -d 'A name for it, in place of its own' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from import" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -l keep-last -d 'Keep so many of each sandbox' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -l older-than -d 'Remove only what is older than this' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -l sandbox -d 'Only those of this sandbox, by its name or id at that time' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -l dry-run -d 'List what would be removed, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from prune" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List snapshots, oldest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "push" -d 'Write a snapshot to object storage, and print the ids of what was sent'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "pull" -d 'Fetch a snapshot from object storage, and print the ids of what came'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one snapshot'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove snapshots'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "tree" -d 'Show which snapshot came from which'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Read snapshots to the end, and check every file in them'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write a snapshot to a file, and print its path'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "import" -d 'Take a snapshot in from a file, and print its id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Remove old snapshots'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand snapshots; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -l wait -d 'Wait until it is running, ready, port:N or http:STATUS[@/path]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -l timeout -d 'How long --wait may take' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -l no-backup -d 'Do not keep what the sandbox is now'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -l start -d 'Start it if it was stopped'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restore" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s n -l number -d 'How many' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l name -d 'A name; of several forks the names are NAME-1, NAME-2 and so on [default: made up]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l cpus -d 'Processors' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l memory -d 'Memory, such as 512m or 2GiB; there is no swap beyond it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l pids -d 'The most processes and threads' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s e -l env -d 'A variable of its default environment: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l env-file -d 'Read variables from a file of KEY=VALUE lines' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s l -l label -d 'A label' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s w -l workdir -d 'The default working directory [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s u -l user -d 'The default user [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s p -l port -d 'A port that something in it will listen on; the first one is the default of get-host' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l network -d 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l egress -d 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l ttl -d 'After this long gc may remove it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l idle -d 'After this long without work, 60s to 1d, gc stops it, its files kept' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l account -d 'Whose home, data, volumes and secrets it has [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l volume -d 'Mount a volume of the account, made if missing: NAME:/path, with :ro for reading only; it outlives the sandbox' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l data -d 'Mount a folder of the account\'s data, made if missing, at /data: a path below the setting data_root' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l mount -d 'Mount a folder or file of this machine: FOLDER:/path, with :ro for reading only; the sandbox user gets the uid of its owner' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l profile -d 'The profile: default, or strict (only the working directory, the home and /tmp can be written)' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l runtime -d 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l shm-size -d 'The size of /dev/shm, below the limit of memory [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l disk -d 'The most that it may write to its root, where the engine can enforce that [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l wait -d 'Wait until each is running, ready, port:N or http:STATUS[@/path]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l timeout -d 'How long --wait may take' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l rm -d 'Temporary: it is gone, files and all, once it is stopped'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l home -d 'Mount the account\'s home as the home of the sandbox user; it outlives the sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l allow-system-mount -d 'Let --mount take folders of the system too, such as /etc'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l trust-host-ca -d 'Trust inside what this machine trusts (its CA bundle), and use its proxies'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand fork" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l fork -d 'Fork this sandbox or snapshot, and run it in the forks' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s n -l number -d 'How many forks' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l name -d 'A name; of several forks the names are NAME-1, NAME-2 and so on [default: made up]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s j -l parallel -d 'How many sandboxes to work in at once, 1 to 256 [default: 8]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l timeout -d 'End each command after this long: TERM to all its processes, then KILL' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s e -l env -d 'Set a variable: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l env-file -d 'Read variables from a file of KEY=VALUE lines' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s w -l workdir -d 'The working directory instead of the sandbox\'s' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s u -l user -d 'The user instead of the sandbox\'s: a name, uid, user:group or uid:gid' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l secret -d 'Give it this secret as a variable of its environment: of the same name, or of another' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l secret-file -d 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l cpus -d 'Processors' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l memory -d 'Memory, such as 512m or 2GiB; there is no swap beyond it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l pids -d 'The most processes and threads' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l network -d 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l egress -d 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l profile -d 'The profile: default, or strict (only the working directory, the home and /tmp can be written)' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l runtime -d 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l shm-size -d 'The size of /dev/shm, below the limit of memory [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l disk -d 'The most that it may write to its root, where the engine can enforce that [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l keep -d 'Keep the forks'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l trust-host-ca -d 'Trust inside what this machine trusts (its CA bundle), and use its proxies'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand map" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s n -l number -d 'How many forks' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l keep -d 'Who wins' -r -f -a "first-success\t'The first that exits with 0'
best\t'The one with the best score'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l score -d 'Prints the score of a fork in which the command has exited with 0' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s j -l parallel -d 'How many run at once, 1 to 256 [default: all]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l timeout -d 'End each command, also those that score, after this long: TERM to all its processes, then KILL' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s e -l env -d 'Set a variable: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l env-file -d 'Read variables from a file of KEY=VALUE lines' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s w -l workdir -d 'The working directory instead of the sandbox\'s' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s u -l user -d 'The user instead of the sandbox\'s: a name, uid, user:group or uid:gid' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l secret -d 'Give it this secret as a variable of its environment: of the same name, or of another' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l secret-file -d 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l cpus -d 'Processors' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l memory -d 'Memory, such as 512m or 2GiB; there is no swap beyond it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l pids -d 'The most processes and threads' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l network -d 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l egress -d 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l profile -d 'The profile: default, or strict (only the working directory, the home and /tmp can be written)' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l runtime -d 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l shm-size -d 'The size of /dev/shm, below the limit of memory [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l disk -d 'The most that it may write to its root, where the engine can enforce that [default: the source\'s]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l lowest -d 'The lowest score wins'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l promote -d 'Make the source what the winner is'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l trust-host-ca -d 'Trust inside what this machine trusts (its CA bundle), and use its proxies'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand race" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l exclude -d 'Leave out what fits this pattern, as in a .gitignore' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l stat -d 'Count the lines of each file that came and went (the default)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l name-only -d 'Print the names alone'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l name-status -d 'Print the names, each after A (added), D (removed), M (modified) or T (another kind of thing)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -s p -l patch -d 'Print a patch that `git apply` takes at the top of a repository or outside of any, elsewhere with --directory; files that are no text are only named in it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l tar -d 'Write what is new or changed to stdout as a tar stream; its last entry, .sandcastle/gone, names what A lacks'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l include-all -d 'Compare caches too'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l exit-code -d 'End with 1 if there are differences, as `git diff` does; a failure may end with 1 as well'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand diff" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l base -d 'What SRC is compared with; its image where this is left out' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l exclude -d 'Leave out what fits this pattern, as in a .gitignore' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l dry-run -d 'Show what would be done, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l force -d 'Settle conflicts in favour of SRC'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l preserve-owner -d 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l preserve-special -d 'Keep setuid, setgid and sticky bits'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l include-all -d 'Apply caches too'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand apply" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -f -a "push" -d 'Write a folder of a sandbox as a new version, and print its number'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -f -a "pull" -d 'Fill a folder of a sandbox from a version, and print its number'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -f -a "ls" -d 'List the versions, oldest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -f -a "latest" -d 'Print the number of the latest version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and not __fish_seen_subcommand_from push pull ls latest help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -l account -d 'Whose versions [default: the setting `account`]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from push" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -l account -d 'Whose versions [default: the setting `account`]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -l delete -d 'Remove what the version does not hold'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from pull" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -l account -d 'Whose versions [default: the setting `account`]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -l account -d 'Whose versions [default: the setting `account`]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from latest" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "push" -d 'Write a folder of a sandbox as a new version, and print its number'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "pull" -d 'Fill a folder of a sandbox from a version, and print its number'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List the versions, oldest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "latest" -d 'Print the number of the latest version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand sync; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -l timeout -d 'How long at most' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand wait" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -l timeout -d 'How long to wait at most' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -s d -l detach -d 'Do not wait for its end'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand retry" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l wait -d 'Wait until it is running, ready, port:N or http:STATUS[@/path]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l timeout -d 'How long --wait may take' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand start" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l grace -d 'How long processes may take to end after TERM, before KILL' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l dry-run -d 'List what would be stopped, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stop" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l grace -d 'How long processes may take to end after TERM, before KILL' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l wait -d 'Wait until it is running, ready, port:N or http:STATUS[@/path]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l timeout -d 'How long --wait may take' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l dry-run -d 'List what would be restarted, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand restart" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l dry-run -d 'List what would be paused, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pause" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand resume" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rename" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l cpus -d 'Processors' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l memory -d 'Memory, such as 512m or 2GiB; there is no swap beyond it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l pids -d 'The most processes and threads' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -s e -l env -d 'A variable of its default environment: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l unset-env -d 'A variable that goes' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -s l -l label -d 'A label' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l remove-label -d 'A label that goes' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -s p -l port -d 'A port, in place of those that were declared; the first one is the default of get-host' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l egress -d 'What it may reach: public, open, none, or rules as with init, separated by commas' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l ttl -d 'This long from now gc may remove it; 0 is never' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l idle -d 'After this long without work, 60s to 1d, gc stops it; 0 is never' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l restart -d 'Stop it for the change and start it again, if it runs'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l dry-run -d 'Print what would be different, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand modify" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l for -d 'How long from now, up to 7 days; 0 is no longer [default: 1h]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l until -d 'Until this time, such as 2026-12-24T18:00:00Z, within 7 days' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l ttl -d 'Let gc remove them this long from now, whatever was said before; 0 is never' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l off -d 'No longer'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l dry-run -d 'List what would be kept alive, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand keepalive" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l grace -d 'Ask processes to end with TERM, and give them this long' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l sync -d 'First push a folder as a new version to this place, and kill only if all of it is there' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l sync-path -d 'The folder that is pushed [default: the working directory]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l ignore-not-found -d 'A sandbox that does not exist is fine'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l dry-run -d 'List what would be removed, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand kill" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l grace -d 'Ask processes to end with TERM, and give them this long' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l sync -d 'First push a folder as a new version to this place, and kill only if all of it is there' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l sync-path -d 'The folder that is pushed [default: the working directory]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l all -d 'All of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l ignore-not-found -d 'A sandbox that does not exist is fine'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l dry-run -d 'List what would be removed, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand rm" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -l host -d 'Print host and port alone'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand get-host" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -f -a "log" -d 'List what a sandbox tried to reach and was refused'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -f -a "test" -d 'Try from inside a sandbox whether it reaches a URL'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and not __fish_seen_subcommand_from log test help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from log" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from help" -f -a "log" -d 'List what a sandbox tried to reach and was refused'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from help" -f -a "test" -d 'Try from inside a sandbox whether it reaches a URL'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand net; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand top" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -s f -l follow -d 'Go on, about once a second, until they end; with --json one object a line'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand stats" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand du" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -f -a "fill" -d 'Make those that are missing, of one kind or of all that are declared'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -f -a "status" -d 'Show what waits, and what is to'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -f -a "drain" -d 'Remove all that wait'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l image -d 'Of this image [default: all kinds that are declared]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l snapshot -d 'Filled with this snapshot, so that forking it takes some milliseconds' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l cpus -d 'Processors' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l memory -d 'Memory' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l pids -d 'The most processes and threads' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l size -d 'How many are to wait' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l refill -d 'What a claim does in the background'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from fill" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -l dry-run -d 'List what would be removed, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from drain" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "fill" -d 'Make those that are missing, of one kind or of all that are declared'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show what waits, and what is to'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "drain" -d 'Remove all that wait'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand pool; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -f -a "set" -d 'Set a secret'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -f -a "ls" -d 'List secrets: names and times, never values'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -f -a "rm" -d 'Remove secrets'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -f -a "rotate" -d 'Give a secret a new value'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -f -a "rekey" -d 'Seal all secrets with another key'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and not __fish_seen_subcommand_from set ls rm rotate rekey help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l account -d 'For sandboxes of this account alone; without this and --sandbox it is for all sandboxes' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l sandbox -d 'For this sandbox alone, and gone with it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l file -d 'Read the value from this file, as it is' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l from-env -d 'Take the value of this variable' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l access -d 'Where it may be delivered [default: both]' -r -f -a "exec\t'To commands: exec, run, shell and jobs'
service\t'To services'
both\t'To both'
none\t'To nobody, for now'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l keep-newline -d 'Keep the line break at the end of what stdin gives'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l plain -d 'It is a setting and no secret: `secret ls --plain` shows it, and nothing is searched for it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l account -d 'For sandboxes of this account alone; without this and --sandbox it is for all sandboxes' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l sandbox -d 'For this sandbox alone, and gone with it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l plain -d 'Only settings that may be read back, with their values'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l account -d 'For sandboxes of this account alone; without this and --sandbox it is for all sandboxes' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l sandbox -d 'For this sandbox alone, and gone with it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l ignore-not-found -d 'A secret that does not exist is fine'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l dry-run -d 'List what would be removed, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rm" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l account -d 'For sandboxes of this account alone; without this and --sandbox it is for all sandboxes' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l sandbox -d 'For this sandbox alone, and gone with it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l file -d 'Read the value from this file, as it is' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l from-env -d 'Take the value of this variable' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l keep-newline -d 'Keep the line break at the end of what stdin gives'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rotate" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l key-file -d 'Take the new key from this file; one that is not there is made' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set a secret'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List secrets: names and times, never values'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove secrets'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "rotate" -d 'Give a secret a new value'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "rekey" -d 'Seal all secrets with another key'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l older-than -d 'Remove sandboxes that were made longer ago than this, unless something runs in them; failed creations, too' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l idle -d 'Stop sandboxes in which nothing ran for so long: no command, job, shell or transfer, no traffic, hardly any CPU' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l stuck -d 'Name operations whose process lives, but which have not moved for so long; they are not ended' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l filter -d 'Only those where this holds: state=, name=, image=, account= or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l every -d 'How often: 1m to 30m, 1h to 12h, hourly or daily' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l dry-run -d 'List what would be done, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l install-cron -d 'Run gc with these options again and again: by a timer of your systemd session, else by your crontab'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l remove-cron -d 'Remove what --install-cron has added, and nothing else'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand gc" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -f -a "build" -d 'Build an image and print its id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -f -a "ls" -d 'List the images that sandcastle built, the newest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -f -a "rm" -d 'Remove images that sandcastle built'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and not __fish_seen_subcommand_from build ls rm help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -s f -l file -d 'The Dockerfile, which lies in that folder [default: Dockerfile there]' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -s t -l tag -d 'The name of the image, for `init --image` [default: sandcastle/ and the folder\'s name]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -l build-arg -d 'A build argument: KEY=VALUE, or KEY with the caller\'s value' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -l no-cache -d 'Take nothing from earlier builds; build the built-in image although it is there'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -s d -l detach -d 'Print the id at once and do the work in the background: see show, wait and retry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from build" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -l ignore-not-found -d 'An image that does not exist is fine'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -l dry-run -d 'List what would be removed, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from rm" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from help" -f -a "build" -d 'Build an image and print its id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List the images that sandcastle built, the newest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove images that sandcastle built'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand image; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -f -a "ls" -d 'List the volumes and the homes of accounts'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -f -a "create" -d 'Make a volume of an account; one that is there stays as it is'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -f -a "rm" -d 'Remove volumes with all that is in them'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and not __fish_seen_subcommand_from ls create rm help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l account -d 'Only those of this account' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l label -d 'Only those with this label: KEY or KEY=VALUE' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l filter -d 'Only those where this holds: account=, name=, kind=volume|home, used=yes|no or label=' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -l account -d 'Whose it is [default: the setting account]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -s l -l label -d 'A label' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l account -d 'Whose they are [default: the setting account]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l home -d 'The account\'s home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l ignore-not-found -d 'A volume that does not exist is fine'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l dry-run -d 'List what would be removed, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from rm" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List the volumes and the homes of accounts'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a volume of an account; one that is there stays as it is'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove volumes with all that is in them'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand volume; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -l rebuild -d 'Build the image although it is there'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -l dry-run -d 'List what would be done, and do nothing'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand setup" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l since -d 'Only those of this time (10m), or from this moment on (2026-01-31T12:00:00Z)' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l until -d 'Only those that are older than this (10m), or up to this moment (2026-01-31T12:00:00Z)' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l type -d 'Only those of this type or group, such as sandbox.created or snapshot; may be given several times' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l task -d 'Only those of this task' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l limit -d 'At most so many, from 1 to 200' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l before -d 'Only those before this event: the next page, by next_before of the last one' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -s f -l follow -d 'Show events as they happen, from now or from --since on, oldest first; with --json one object on each line'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand events" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -l fix -d 'Mend what can be mended'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand doctor" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -f -a "exec" -d 'Commands: how soon they run, and how fast their streams are'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -f -a "transfer" -d 'Files in and out: many small ones, and a big one'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -f -a "state" -d 'Snapshots, exports, restores and forks, beside commit, save, load and run'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -f -a "create" -d 'New sandboxes until their first command has ended, beside run and exec; and lists of many'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and not __fish_seen_subcommand_from exec transfer state create help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -l pairs -d 'How many times; the median counts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -l markdown -d 'Print the table as Markdown'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from exec" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l pairs -d 'How many times; the median counts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l size -d 'The size of the big file' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l files -d 'The number of small files' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l dir -d 'The folder for files on this machine instead of the system\'s temporary one' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l markdown -d 'Print the table as Markdown'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from transfer" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l pairs -d 'How many times; the median counts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l size -d 'The size of the big file; another load is a tenth of it' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l files -d 'The number of small files' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l load -d 'What has changed: nothing, tenth, many, big [default: all of them]' -r -f -a "nothing\t'Nothing'
tenth\t'One file, a tenth of the big one'
many\t'Small files'
big\t'The big file'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l forks -d 'How many forks at once' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l dir -d 'The folder for files on this machine instead of the system\'s temporary one' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l markdown -d 'Print the table as Markdown'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from state" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -l pairs -d 'How many times; the median counts' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -l burst -d 'How many at once, and staggered' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -l records -d 'How many records are listed' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -l markdown -d 'Print the table as Markdown'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from create" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from help" -f -a "exec" -d 'Commands: how soon they run, and how fast their streams are'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from help" -f -a "transfer" -d 'Files in and out: many small ones, and a big one'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from help" -f -a "state" -d 'Snapshots, exports, restores and forks, beside commit, save, load and run'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from help" -f -a "create" -d 'New sandboxes until their first command has ended, beside run and exec; and lists of many'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand bench; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -f -a "show" -d 'Print every setting and its value'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -f -a "get" -d 'Print the value of one setting; an empty line if it has none'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -f -a "set" -d 'Set a setting in your own config.toml; comments and order stay'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -f -a "unset" -d 'Remove a setting from your own config.toml, back to its default'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and not __fish_seen_subcommand_from show get set unset help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -l origin -d 'Also print where each value came from'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from set" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from unset" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print every setting and its value'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "get" -d 'Print the value of one setting; an empty line if it has none'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set a setting in your own config.toml; comments and order stay'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "unset" -d 'Remove a setting from your own config.toml, back to its default'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand completions" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -l out -d 'Write all pages into this folder' -r -F
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand man" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -f -a "init" -d 'The first process of a sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -f -a "connect" -d 'The bridge: joins an engine\'s exec with the guest'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -f -a "probe" -d 'Looks at the network from inside'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -f -a "sweep" -d 'Empties a shared folder whose sandbox is gone'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -f -a "fence" -d 'Changes or reads the fence around sandboxes, in the engine\'s network'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and not __fish_seen_subcommand_from init connect probe sweep fence help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -l gid -d 'A group of the caller, for the shared folder' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -l user -d 'The image\'s user' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -l workdir -d 'The image\'s working directory' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -l shared -d 'The shared folder is mounted'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from init" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from connect" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -l address -d 'An address to try where the name has none inside' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -l tls -d 'TLS is spoken there'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from probe" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from sweep" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -l color -d 'When to colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -l engine -d 'The engine\'s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -l operation -d 'The operation that this process carries out: the part of --detach that works' -r
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -l json -d 'Print one JSON value on stdout, and errors as JSON on stderr'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -s q -l quiet -d 'No progress and no notes; lists print ids only'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -s v -l verbose -d 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -s y -l yes -d 'Answer every question with yes [env: SANDCASTLE_YES]'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -l no-input -d 'Never ask: a question is an error'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from fence" -s V -l version -d 'Print version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from help" -f -a "init" -d 'The first process of a sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from help" -f -a "connect" -d 'The bridge: joins an engine\'s exec with the guest'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from help" -f -a "probe" -d 'Looks at the network from inside'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from help" -f -a "sweep" -d 'Empties a shared folder whose sandbox is gone'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from help" -f -a "fence" -d 'Changes or reads the fence around sandboxes, in the engine\'s network'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand guest; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "init" -d 'Make a sandbox and print its id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "run" -d 'Run a command in a new sandbox, which is gone afterwards'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "ls" -d 'List the sandboxes of this home'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "show" -d 'Show one sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "exec" -d 'Run a command in a sandbox, or in several'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "shell" -d 'Open a shell in a sandbox, or come back to one'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "jobs" -d 'Look at commands that run detached in a sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "upload" -d 'Copy files into a sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "download" -d 'Copy a file or folder out of a sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "cp" -d 'Copy files between sandboxes'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "snapshot" -d 'Take a snapshot of a sandbox and print its id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "snapshots" -d 'Look at snapshots, verify them, remove them, move them between machines and into object storage'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "restore" -d 'Make a sandbox what it was when a snapshot was taken'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "fork" -d 'Make new sandboxes that begin as another sandbox is, or as a snapshot says, and print their ids'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "map" -d 'Run one command in many sandboxes, or in forks made for it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "race" -d 'Let forks of a sandbox compete with the same command, keep the winner, and print its id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "diff" -d 'Show what a sandbox has changed'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "apply" -d 'Bring the changes of a sandbox to another sandbox or to a folder'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "sync" -d 'Keep folders of sandboxes as versions in object storage'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "wait" -d 'Wait until what is under way on a sandbox has ended, or until it is as it is needed'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "retry" -d 'Try the operation again that failed last on a sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "start" -d 'Start stopped sandboxes'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "stop" -d 'Stop sandboxes; their files are kept'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "restart" -d 'Stop sandboxes and start them again'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "pause" -d 'Freeze sandboxes: everything in them stands still, and is kept in memory'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "resume" -d 'Let paused sandboxes go on'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "rename" -d 'Give a sandbox another name, and print it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "modify" -d 'Change a sandbox that is there, and print what is different'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "keepalive" -d 'Keep sandboxes alive for a time, whatever their age and however idle they are'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "kill" -d 'Remove sandboxes with everything that belongs to them'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "get-host" -d 'Print the URL of a sandbox\'s port'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "net" -d 'Look at the network of a sandbox as its egress policy makes it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "top" -d 'Watch all sandboxes on one screen'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "stats" -d 'Show what sandboxes use: processor, memory, processes, network and disk'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "du" -d 'Show what takes up room on disks, and what gc would free'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "pool" -d 'Keep sandboxes ready, so that init and fork take some milliseconds'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "secret" -d 'Keep secrets, and give them to commands in sandboxes'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "gc" -d 'Clear away what is over, and stop what is idle'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "image" -d 'Build, list and remove images for sandboxes'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "volume" -d 'Create, list and remove volumes, which outlive sandboxes'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "setup" -d 'Make this machine ready: a container engine that runs, and the sandbox image'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "events" -d 'Show what happened to sandboxes, and who did it'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "doctor" -d 'Check this machine, the engine and the registry'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "bench" -d 'Measure this machine: our verbs beside the engine\'s own client'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "config" -d 'Show or change the settings'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "completions" -d 'Print the completion script of a shell'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "man" -d 'Print a man page, or write all of them into a folder'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "guest" -d 'What runs inside a sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and not __fish_seen_subcommand_from init run ls show exec shell jobs upload download cp snapshot snapshots restore fork map race diff apply sync wait retry start stop restart pause resume rename modify keepalive kill get-host net top stats du pool secret gc image volume setup events doctor bench config completions man guest help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "ls" -d 'List the jobs of a sandbox, oldest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "show" -d 'Show one job'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "logs" -d 'Print the kept output of a job'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "wait" -d 'Wait until jobs end; the exit code is that of the first that failed'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from jobs" -f -a "kill" -d 'End jobs: TERM to all their processes'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "ls" -d 'List snapshots, oldest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "push" -d 'Write a snapshot to object storage, and print the ids of what was sent'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "pull" -d 'Fetch a snapshot from object storage, and print the ids of what came'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "show" -d 'Show one snapshot'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "rm" -d 'Remove snapshots'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "tree" -d 'Show which snapshot came from which'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "verify" -d 'Read snapshots to the end, and check every file in them'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "export" -d 'Write a snapshot to a file, and print its path'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "import" -d 'Take a snapshot in from a file, and print its id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from snapshots" -f -a "prune" -d 'Remove old snapshots'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from sync" -f -a "push" -d 'Write a folder of a sandbox as a new version, and print its number'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from sync" -f -a "pull" -d 'Fill a folder of a sandbox from a version, and print its number'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from sync" -f -a "ls" -d 'List the versions, oldest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from sync" -f -a "latest" -d 'Print the number of the latest version'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from net" -f -a "log" -d 'List what a sandbox tried to reach and was refused'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from net" -f -a "test" -d 'Try from inside a sandbox whether it reaches a URL'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from pool" -f -a "fill" -d 'Make those that are missing, of one kind or of all that are declared'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from pool" -f -a "status" -d 'Show what waits, and what is to'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from pool" -f -a "drain" -d 'Remove all that wait'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "set" -d 'Set a secret'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "ls" -d 'List secrets: names and times, never values'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "rm" -d 'Remove secrets'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "rotate" -d 'Give a secret a new value'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "rekey" -d 'Seal all secrets with another key'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from image" -f -a "build" -d 'Build an image and print its id'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from image" -f -a "ls" -d 'List the images that sandcastle built, the newest first'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from image" -f -a "rm" -d 'Remove images that sandcastle built'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from volume" -f -a "ls" -d 'List the volumes and the homes of accounts'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from volume" -f -a "create" -d 'Make a volume of an account; one that is there stays as it is'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from volume" -f -a "rm" -d 'Remove volumes with all that is in them'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from bench" -f -a "exec" -d 'Commands: how soon they run, and how fast their streams are'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from bench" -f -a "transfer" -d 'Files in and out: many small ones, and a big one'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from bench" -f -a "state" -d 'Snapshots, exports, restores and forks, beside commit, save, load and run'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from bench" -f -a "create" -d 'New sandboxes until their first command has ended, beside run and exec; and lists of many'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Print every setting and its value'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "get" -d 'Print the value of one setting; an empty line if it has none'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "set" -d 'Set a setting in your own config.toml; comments and order stay'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "unset" -d 'Remove a setting from your own config.toml, back to its default'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from guest" -f -a "init" -d 'The first process of a sandbox'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from guest" -f -a "connect" -d 'The bridge: joins an engine\'s exec with the guest'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from guest" -f -a "probe" -d 'Looks at the network from inside'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from guest" -f -a "sweep" -d 'Empties a shared folder whose sandbox is gone'
complete -c sandcastle -n "__fish_sandcastle_using_subcommand help; and __fish_seen_subcommand_from guest" -f -a "fence" -d 'Changes or reads the fence around sandboxes, in the engine\'s network'
