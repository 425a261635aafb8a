
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'sandcastle' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'sandcastle'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'sandcastle' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make a sandbox and print its id')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a sandbox and print its id')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run a command in a new sandbox, which is gone afterwards')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the sandboxes of this home')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the sandboxes of this home')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one sandbox')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a command in a sandbox, or in several')
            [CompletionResult]::new('shell', 'shell', [CompletionResultType]::ParameterValue, 'Open a shell in a sandbox, or come back to one')
            [CompletionResult]::new('jobs', 'jobs', [CompletionResultType]::ParameterValue, 'Look at commands that run detached in a sandbox')
            [CompletionResult]::new('upload', 'upload', [CompletionResultType]::ParameterValue, 'Copy files into a sandbox')
            [CompletionResult]::new('download', 'download', [CompletionResultType]::ParameterValue, 'Copy a file or folder out of a sandbox')
            [CompletionResult]::new('cp', 'cp', [CompletionResultType]::ParameterValue, 'Copy files between sandboxes')
            [CompletionResult]::new('snapshot', 'snapshot', [CompletionResultType]::ParameterValue, 'Take a snapshot of a sandbox and print its id')
            [CompletionResult]::new('snapshots', 'snapshots', [CompletionResultType]::ParameterValue, 'Look at snapshots, verify them, remove them, move them between machines and into object storage')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Make a sandbox what it was when a snapshot was taken')
            [CompletionResult]::new('fork', 'fork', [CompletionResultType]::ParameterValue, 'Make new sandboxes that begin as another sandbox is, or as a snapshot says, and print their ids')
            [CompletionResult]::new('map', 'map', [CompletionResultType]::ParameterValue, 'Run one command in many sandboxes, or in forks made for it')
            [CompletionResult]::new('race', 'race', [CompletionResultType]::ParameterValue, 'Let forks of a sandbox compete with the same command, keep the winner, and print its id')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what a sandbox has changed')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring the changes of a sandbox to another sandbox or to a folder')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Keep folders of sandboxes as versions in object storage')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until what is under way on a sandbox has ended, or until it is as it is needed')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Try the operation again that failed last on a sandbox')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start stopped sandboxes')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop sandboxes; their files are kept')
            [CompletionResult]::new('restart', 'restart', [CompletionResultType]::ParameterValue, 'Stop sandboxes and start them again')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Freeze sandboxes: everything in them stands still, and is kept in memory')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Let paused sandboxes go on')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a sandbox another name, and print it')
            [CompletionResult]::new('modify', 'modify', [CompletionResultType]::ParameterValue, 'Change a sandbox that is there, and print what is different')
            [CompletionResult]::new('keepalive', 'keepalive', [CompletionResultType]::ParameterValue, 'Keep sandboxes alive for a time, whatever their age and however idle they are')
            [CompletionResult]::new('kill', 'kill', [CompletionResultType]::ParameterValue, 'Remove sandboxes with everything that belongs to them')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove sandboxes with everything that belongs to them')
            [CompletionResult]::new('get-host', 'get-host', [CompletionResultType]::ParameterValue, 'Print the URL of a sandbox''s port')
            [CompletionResult]::new('net', 'net', [CompletionResultType]::ParameterValue, 'Look at the network of a sandbox as its egress policy makes it')
            [CompletionResult]::new('top', 'top', [CompletionResultType]::ParameterValue, 'Watch all sandboxes on one screen')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Show what sandboxes use: processor, memory, processes, network and disk')
            [CompletionResult]::new('du', 'du', [CompletionResultType]::ParameterValue, 'Show what takes up room on disks, and what gc would free')
            [CompletionResult]::new('pool', 'pool', [CompletionResultType]::ParameterValue, 'Keep sandboxes ready, so that init and fork take some milliseconds')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Keep secrets, and give them to commands in sandboxes')
            [CompletionResult]::new('gc', 'gc', [CompletionResultType]::ParameterValue, 'Clear away what is over, and stop what is idle')
            [CompletionResult]::new('image', 'image', [CompletionResultType]::ParameterValue, 'Build, list and remove images for sandboxes')
            [CompletionResult]::new('volume', 'volume', [CompletionResultType]::ParameterValue, 'Create, list and remove volumes, which outlive sandboxes')
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Make this machine ready: a container engine that runs, and the sandbox image')
            [CompletionResult]::new('events', 'events', [CompletionResultType]::ParameterValue, 'Show what happened to sandboxes, and who did it')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check this machine, the engine and the registry')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure this machine: our verbs beside the engine''s own client')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show or change the settings')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a man page, or write all of them into a folder')
            [CompletionResult]::new('guest', 'guest', [CompletionResultType]::ParameterValue, 'What runs inside a sandbox')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;init' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'A name for it: lower-case letters, digits and hyphens [default: made up]')
            [CompletionResult]::new('--image', '--image', [CompletionResultType]::ParameterName, 'The image, by the engine''s name for it [default: the built-in one]')
            [CompletionResult]::new('--cpus', '--cpus', [CompletionResultType]::ParameterName, 'Processors')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Memory, such as 512m or 2GiB; there is no swap beyond it')
            [CompletionResult]::new('--pids', '--pids', [CompletionResultType]::ParameterName, 'The most processes and threads')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a file of KEY=VALUE lines')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The default working directory [default: the image''s]')
            [CompletionResult]::new('--workdir', '--workdir', [CompletionResultType]::ParameterName, 'The default working directory [default: the image''s]')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The default user [default: the image''s]')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The default user [default: the image''s]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A port that something in it will listen on; the first one is the default of get-host')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'A port that something in it will listen on; the first one is the default of get-host')
            [CompletionResult]::new('--network', '--network', [CompletionResultType]::ParameterName, 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none')
            [CompletionResult]::new('--egress', '--egress', [CompletionResultType]::ParameterName, 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'After this long gc may remove it')
            [CompletionResult]::new('--idle', '--idle', [CompletionResultType]::ParameterName, 'After this long without work, 60s to 1d, gc stops it, its files kept')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose home, data, volumes and secrets it has [default: the setting account]')
            [CompletionResult]::new('--volume', '--volume', [CompletionResultType]::ParameterName, 'Mount a volume of the account, made if missing: NAME:/path, with :ro for reading only; it outlives the sandbox')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'Mount a folder of the account''s data, made if missing, at /data: a path below the setting data_root')
            [CompletionResult]::new('--mount', '--mount', [CompletionResultType]::ParameterName, 'Mount a folder or file of this machine: FOLDER:/path, with :ro for reading only; the sandbox user gets the uid of its owner')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile: default, or strict (only the working directory, the home and /tmp can be written)')
            [CompletionResult]::new('--runtime', '--runtime', [CompletionResultType]::ParameterName, 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the engine''s]')
            [CompletionResult]::new('--shm-size', '--shm-size', [CompletionResultType]::ParameterName, 'The size of /dev/shm, below the limit of memory [default: 64 MiB, at most half of the memory]')
            [CompletionResult]::new('--disk', '--disk', [CompletionResultType]::ParameterName, 'The most that it may write to its root, where the engine can enforce that [default: 10 GiB there]')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'What to do when the name is taken')
            [CompletionResult]::new('--sync-from', '--sync-from', [CompletionResultType]::ParameterName, 'Fill a path from a version in object storage before anything runs: s3://bucket/prefix[@VERSION]:/path[:ro]; with `:ro` it belongs to root and nobody else may write it')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until it is running, ready, port:N or http:STATUS[@/path]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long --wait may take')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--rm', '--rm', [CompletionResultType]::ParameterName, 'Temporary: it is gone, files and all, once it is stopped')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Mount the account''s home as the home of the sandbox user; it outlives the sandbox')
            [CompletionResult]::new('--allow-system-mount', '--allow-system-mount', [CompletionResultType]::ParameterName, 'Let --mount take folders of the system too, such as /etc')
            [CompletionResult]::new('--trust-host-ca', '--trust-host-ca', [CompletionResultType]::ParameterName, 'Trust inside what this machine trusts (its CA bundle), and use its proxies')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;create' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'A name for it: lower-case letters, digits and hyphens [default: made up]')
            [CompletionResult]::new('--image', '--image', [CompletionResultType]::ParameterName, 'The image, by the engine''s name for it [default: the built-in one]')
            [CompletionResult]::new('--cpus', '--cpus', [CompletionResultType]::ParameterName, 'Processors')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Memory, such as 512m or 2GiB; there is no swap beyond it')
            [CompletionResult]::new('--pids', '--pids', [CompletionResultType]::ParameterName, 'The most processes and threads')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a file of KEY=VALUE lines')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The default working directory [default: the image''s]')
            [CompletionResult]::new('--workdir', '--workdir', [CompletionResultType]::ParameterName, 'The default working directory [default: the image''s]')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The default user [default: the image''s]')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The default user [default: the image''s]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A port that something in it will listen on; the first one is the default of get-host')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'A port that something in it will listen on; the first one is the default of get-host')
            [CompletionResult]::new('--network', '--network', [CompletionResultType]::ParameterName, 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none')
            [CompletionResult]::new('--egress', '--egress', [CompletionResultType]::ParameterName, 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'After this long gc may remove it')
            [CompletionResult]::new('--idle', '--idle', [CompletionResultType]::ParameterName, 'After this long without work, 60s to 1d, gc stops it, its files kept')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose home, data, volumes and secrets it has [default: the setting account]')
            [CompletionResult]::new('--volume', '--volume', [CompletionResultType]::ParameterName, 'Mount a volume of the account, made if missing: NAME:/path, with :ro for reading only; it outlives the sandbox')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'Mount a folder of the account''s data, made if missing, at /data: a path below the setting data_root')
            [CompletionResult]::new('--mount', '--mount', [CompletionResultType]::ParameterName, 'Mount a folder or file of this machine: FOLDER:/path, with :ro for reading only; the sandbox user gets the uid of its owner')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile: default, or strict (only the working directory, the home and /tmp can be written)')
            [CompletionResult]::new('--runtime', '--runtime', [CompletionResultType]::ParameterName, 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the engine''s]')
            [CompletionResult]::new('--shm-size', '--shm-size', [CompletionResultType]::ParameterName, 'The size of /dev/shm, below the limit of memory [default: 64 MiB, at most half of the memory]')
            [CompletionResult]::new('--disk', '--disk', [CompletionResultType]::ParameterName, 'The most that it may write to its root, where the engine can enforce that [default: 10 GiB there]')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'What to do when the name is taken')
            [CompletionResult]::new('--sync-from', '--sync-from', [CompletionResultType]::ParameterName, 'Fill a path from a version in object storage before anything runs: s3://bucket/prefix[@VERSION]:/path[:ro]; with `:ro` it belongs to root and nobody else may write it')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until it is running, ready, port:N or http:STATUS[@/path]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long --wait may take')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--rm', '--rm', [CompletionResultType]::ParameterName, 'Temporary: it is gone, files and all, once it is stopped')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Mount the account''s home as the home of the sandbox user; it outlives the sandbox')
            [CompletionResult]::new('--allow-system-mount', '--allow-system-mount', [CompletionResultType]::ParameterName, 'Let --mount take folders of the system too, such as /etc')
            [CompletionResult]::new('--trust-host-ca', '--trust-host-ca', [CompletionResultType]::ParameterName, 'Trust inside what this machine trusts (its CA bundle), and use its proxies')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;run' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'A name for it: lower-case letters, digits and hyphens [default: made up]')
            [CompletionResult]::new('--image', '--image', [CompletionResultType]::ParameterName, 'The image, by the engine''s name for it [default: the built-in one]')
            [CompletionResult]::new('--cpus', '--cpus', [CompletionResultType]::ParameterName, 'Processors')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Memory, such as 512m or 2GiB; there is no swap beyond it')
            [CompletionResult]::new('--pids', '--pids', [CompletionResultType]::ParameterName, 'The most processes and threads')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a file of KEY=VALUE lines')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The default working directory [default: the image''s]')
            [CompletionResult]::new('--workdir', '--workdir', [CompletionResultType]::ParameterName, 'The default working directory [default: the image''s]')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The default user [default: the image''s]')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The default user [default: the image''s]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A port that something in it will listen on; the first one is the default of get-host')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'A port that something in it will listen on; the first one is the default of get-host')
            [CompletionResult]::new('--network', '--network', [CompletionResultType]::ParameterName, 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none')
            [CompletionResult]::new('--egress', '--egress', [CompletionResultType]::ParameterName, 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'After this long gc may remove it')
            [CompletionResult]::new('--idle', '--idle', [CompletionResultType]::ParameterName, 'After this long without work, 60s to 1d, gc stops it, its files kept')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose home, data, volumes and secrets it has [default: the setting account]')
            [CompletionResult]::new('--volume', '--volume', [CompletionResultType]::ParameterName, 'Mount a volume of the account, made if missing: NAME:/path, with :ro for reading only; it outlives the sandbox')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'Mount a folder of the account''s data, made if missing, at /data: a path below the setting data_root')
            [CompletionResult]::new('--mount', '--mount', [CompletionResultType]::ParameterName, 'Mount a folder or file of this machine: FOLDER:/path, with :ro for reading only; the sandbox user gets the uid of its owner')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile: default, or strict (only the working directory, the home and /tmp can be written)')
            [CompletionResult]::new('--runtime', '--runtime', [CompletionResultType]::ParameterName, 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the engine''s]')
            [CompletionResult]::new('--shm-size', '--shm-size', [CompletionResultType]::ParameterName, 'The size of /dev/shm, below the limit of memory [default: 64 MiB, at most half of the memory]')
            [CompletionResult]::new('--disk', '--disk', [CompletionResultType]::ParameterName, 'The most that it may write to its root, where the engine can enforce that [default: 10 GiB there]')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Give it this secret as a variable of its environment: of the same name, or of another')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'End it after this long: TERM to all its processes, then KILL')
            [CompletionResult]::new('--stream', '--stream', [CompletionResultType]::ParameterName, 'How the output is written while it comes [default: raw]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--rm', '--rm', [CompletionResultType]::ParameterName, 'Temporary: it is gone, files and all, once it is stopped')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Mount the account''s home as the home of the sandbox user; it outlives the sandbox')
            [CompletionResult]::new('--allow-system-mount', '--allow-system-mount', [CompletionResultType]::ParameterName, 'Let --mount take folders of the system too, such as /etc')
            [CompletionResult]::new('--trust-host-ca', '--trust-host-ca', [CompletionResultType]::ParameterName, 'Trust inside what this machine trusts (its CA bundle), and use its proxies')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Leave the command running as a job, and the sandbox with it; print the sandbox''s id')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Leave the command running as a job, and the sandbox with it; print the sandbox''s id')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Read stdin even from a terminal')
            [CompletionResult]::new('--interactive', '--interactive', [CompletionResultType]::ParameterName, 'Read stdin even from a terminal')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Give it a terminal')
            [CompletionResult]::new('--tty', '--tty', [CompletionResultType]::ParameterName, 'Give it a terminal')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Keep the sandbox, running, when the command has ended')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;ls' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Go on, and show each change')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Go on, and show each change')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;list' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Go on, and show each change')
            [CompletionResult]::new('--watch', '--watch', [CompletionResultType]::ParameterName, 'Go on, and show each change')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;show' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;exec' {
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Set a variable: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Set a variable: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a file of KEY=VALUE lines')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The working directory instead of the sandbox''s')
            [CompletionResult]::new('--workdir', '--workdir', [CompletionResultType]::ParameterName, 'The working directory instead of the sandbox''s')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Give it this secret as a variable of its environment: of the same name, or of another')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'End it after this long: TERM to all its processes, then KILL')
            [CompletionResult]::new('--stream', '--stream', [CompletionResultType]::ParameterName, 'How the output is written while it comes [default: raw]')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'How many sandboxes to work in at once, 1 to 256 [default: 8]')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'How many sandboxes to work in at once, 1 to 256 [default: 8]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Run it as a job: print the job''s id and return; see `sandcastle jobs`')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Run it as a job: print the job''s id and return; see `sandcastle jobs`')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Read stdin even from a terminal')
            [CompletionResult]::new('--interactive', '--interactive', [CompletionResultType]::ParameterName, 'Read stdin even from a terminal')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'Give it a terminal')
            [CompletionResult]::new('--tty', '--tty', [CompletionResultType]::ParameterName, 'Give it a terminal')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Run it in all running sandboxes of this home')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;shell' {
            [CompletionResult]::new('--attach', '--attach', [CompletionResultType]::ParameterName, 'Come back to the session of this id, or to the only one that was left; a client that it has is detached')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Set a variable: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Set a variable: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a file of KEY=VALUE lines')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The working directory instead of the sandbox''s')
            [CompletionResult]::new('--workdir', '--workdir', [CompletionResultType]::ParameterName, 'The working directory instead of the sandbox''s')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Give it this secret as a variable of its environment: of the same name, or of another')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;jobs' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the jobs of a sandbox, oldest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one job')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Print the kept output of a job')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until jobs end; the exit code is that of the first that failed')
            [CompletionResult]::new('kill', 'kill', [CompletionResultType]::ParameterValue, 'End jobs: TERM to all their processes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;jobs;ls' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;jobs;show' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;jobs;logs' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Begin with so many of the last lines')
            [CompletionResult]::new('--tail', '--tail', [CompletionResultType]::ParameterName, 'Begin with so many of the last lines')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what was written in this time (10m), or after this moment (2026-01-31T12:00:00Z)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on until the job ends')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on until the job ends')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;jobs;wait' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Wait no longer than this, and end with 124; the jobs run on')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;jobs;kill' {
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Send this signal instead, by name or number')
            [CompletionResult]::new('--signal', '--signal', [CompletionResultType]::ParameterName, 'Send this signal instead, by name or number')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Send KILL instead')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;jobs;help' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the jobs of a sandbox, oldest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one job')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Print the kept output of a job')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until jobs end; the exit code is that of the first that failed')
            [CompletionResult]::new('kill', 'kill', [CompletionResultType]::ParameterValue, 'End jobs: TERM to all their processes')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;jobs;help;ls' {
            break
        }
        'sandcastle;jobs;help;show' {
            break
        }
        'sandcastle;jobs;help;logs' {
            break
        }
        'sandcastle;jobs;help;wait' {
            break
        }
        'sandcastle;jobs;help;kill' {
            break
        }
        'sandcastle;jobs;help;help' {
            break
        }
        'sandcastle;upload' {
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what fits this pattern, as in a .gitignore')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-L', '-L ', [CompletionResultType]::ParameterName, 'Copy what the source points to if it is a link')
            [CompletionResult]::new('--follow-link', '--follow-link', [CompletionResultType]::ParameterName, 'Copy what the source points to if it is a link')
            [CompletionResult]::new('--gitignore', '--gitignore', [CompletionResultType]::ParameterName, 'Leave out what the .gitignore files in the source leave out')
            [CompletionResult]::new('--preserve-owner', '--preserve-owner', [CompletionResultType]::ParameterName, 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it')
            [CompletionResult]::new('--preserve-special', '--preserve-special', [CompletionResultType]::ParameterName, 'Keep setuid, setgid and sticky bits')
            [CompletionResult]::new('--no-overwrite', '--no-overwrite', [CompletionResultType]::ParameterName, 'Keep files that are there already')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse device nodes, fifos and sockets instead of leaving them out')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;download' {
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what fits this pattern, as in a .gitignore')
            [CompletionResult]::new('--max-bytes', '--max-bytes', [CompletionResultType]::ParameterName, 'Refuse more than this in all, holes in files included, such as 10GiB')
            [CompletionResult]::new('--max-files', '--max-files', [CompletionResultType]::ParameterName, 'Refuse more files and folders than this')
            [CompletionResult]::new('--max-depth', '--max-depth', [CompletionResultType]::ParameterName, 'Refuse folders in folders beyond this depth')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-L', '-L ', [CompletionResultType]::ParameterName, 'Copy what the source points to if it is a link')
            [CompletionResult]::new('--follow-link', '--follow-link', [CompletionResultType]::ParameterName, 'Copy what the source points to if it is a link')
            [CompletionResult]::new('--gitignore', '--gitignore', [CompletionResultType]::ParameterName, 'Leave out what the .gitignore files in the source leave out')
            [CompletionResult]::new('--preserve-owner', '--preserve-owner', [CompletionResultType]::ParameterName, 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it')
            [CompletionResult]::new('--preserve-special', '--preserve-special', [CompletionResultType]::ParameterName, 'Keep setuid, setgid and sticky bits')
            [CompletionResult]::new('--no-overwrite', '--no-overwrite', [CompletionResultType]::ParameterName, 'Keep files that are there already')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse device nodes, fifos and sockets instead of leaving them out')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;cp' {
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what fits this pattern, as in a .gitignore')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-L', '-L ', [CompletionResultType]::ParameterName, 'Copy what the source points to if it is a link')
            [CompletionResult]::new('--follow-link', '--follow-link', [CompletionResultType]::ParameterName, 'Copy what the source points to if it is a link')
            [CompletionResult]::new('--gitignore', '--gitignore', [CompletionResultType]::ParameterName, 'Leave out what the .gitignore files in the source leave out')
            [CompletionResult]::new('--preserve-owner', '--preserve-owner', [CompletionResultType]::ParameterName, 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it')
            [CompletionResult]::new('--preserve-special', '--preserve-special', [CompletionResultType]::ParameterName, 'Keep setuid, setgid and sticky bits')
            [CompletionResult]::new('--no-overwrite', '--no-overwrite', [CompletionResultType]::ParameterName, 'Keep files that are there already')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse device nodes, fifos and sockets instead of leaving them out')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshot' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'A name for the snapshot: lower-case letters, digits and hyphens')
            [CompletionResult]::new('-m', '-m', [CompletionResultType]::ParameterName, 'What it is good for')
            [CompletionResult]::new('--comment', '--comment', [CompletionResultType]::ParameterName, 'What it is good for')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what fits this pattern, as in a .gitignore, and is not the image''s')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Keep only what has changed since this snapshot of the same sandbox, or, with "none", all that differs from the image [default: since the last one, where that pays]')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait this long for another operation on the sandbox to end [default: the setting lock_timeout]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--include-all', '--include-all', [CompletionResultType]::ParameterName, 'Keep caches too')
            [CompletionResult]::new('--stop', '--stop', [CompletionResultType]::ParameterName, 'Stop the sandbox first, and leave it stopped; not a temporary one, which would be gone')
            [CompletionResult]::new('--no-pause', '--no-pause', [CompletionResultType]::ParameterName, 'Let everything go on meanwhile: files that change while they are read fail it')
            [CompletionResult]::new('--volumes', '--volumes', [CompletionResultType]::ParameterName, 'With the files of its named volumes, and of its account''s home; folders of this machine are never part of it')
            [CompletionResult]::new('--allow-secrets', '--allow-secrets', [CompletionResultType]::ParameterName, 'Take it even if values of secrets that the sandbox was given are in its files')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List snapshots, oldest first')
            [CompletionResult]::new('push', 'push', [CompletionResultType]::ParameterValue, 'Write a snapshot to object storage, and print the ids of what was sent')
            [CompletionResult]::new('pull', 'pull', [CompletionResultType]::ParameterValue, 'Fetch a snapshot from object storage, and print the ids of what came')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one snapshot')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove snapshots')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show which snapshot came from which')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Read snapshots to the end, and check every file in them')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a snapshot to a file, and print its path')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take a snapshot in from a file, and print its id')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove old snapshots')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;snapshots;ls' {
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Only those of this sandbox, by its name or id at that time')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Only those with this label')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label')
            [CompletionResult]::new('--remote', '--remote', [CompletionResultType]::ParameterName, 'Those in object storage, at s3://bucket/prefix')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;push' {
            [CompletionResult]::new('--remote', '--remote', [CompletionResultType]::ParameterName, 'The place in a bucket: s3://bucket/prefix')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--allow-secrets', '--allow-secrets', [CompletionResultType]::ParameterName, 'Let values of secrets that the sandbox was given leave with its files')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;pull' {
            [CompletionResult]::new('--remote', '--remote', [CompletionResultType]::ParameterName, 'The place in a bucket: s3://bucket/prefix')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;show' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;rm' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--cascade', '--cascade', [CompletionResultType]::ParameterName, 'Remove those that need them, too')
            [CompletionResult]::new('--ignore-not-found', '--ignore-not-found', [CompletionResultType]::ParameterName, 'A snapshot that does not exist is fine')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be removed, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;tree' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;verify' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;export' {
            [CompletionResult]::new('--oci', '--oci', [CompletionResultType]::ParameterName, 'Make an ordinary image on the engine instead, for `docker run`, and print its name')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--with-image', '--with-image', [CompletionResultType]::ParameterName, 'Put the base image in, too: the file needs nothing then')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace the file if it is there')
            [CompletionResult]::new('--allow-secrets', '--allow-secrets', [CompletionResultType]::ParameterName, 'Let values of secrets that the sandbox was given leave with its files')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;import' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'A name for it, in place of its own')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;prune' {
            [CompletionResult]::new('--keep-last', '--keep-last', [CompletionResultType]::ParameterName, 'Keep so many of each sandbox')
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Remove only what is older than this')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'Only those of this sandbox, by its name or id at that time')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be removed, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;snapshots;help' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List snapshots, oldest first')
            [CompletionResult]::new('push', 'push', [CompletionResultType]::ParameterValue, 'Write a snapshot to object storage, and print the ids of what was sent')
            [CompletionResult]::new('pull', 'pull', [CompletionResultType]::ParameterValue, 'Fetch a snapshot from object storage, and print the ids of what came')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one snapshot')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove snapshots')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show which snapshot came from which')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Read snapshots to the end, and check every file in them')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a snapshot to a file, and print its path')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take a snapshot in from a file, and print its id')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove old snapshots')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;snapshots;help;ls' {
            break
        }
        'sandcastle;snapshots;help;push' {
            break
        }
        'sandcastle;snapshots;help;pull' {
            break
        }
        'sandcastle;snapshots;help;show' {
            break
        }
        'sandcastle;snapshots;help;rm' {
            break
        }
        'sandcastle;snapshots;help;tree' {
            break
        }
        'sandcastle;snapshots;help;verify' {
            break
        }
        'sandcastle;snapshots;help;export' {
            break
        }
        'sandcastle;snapshots;help;import' {
            break
        }
        'sandcastle;snapshots;help;prune' {
            break
        }
        'sandcastle;snapshots;help;help' {
            break
        }
        'sandcastle;restore' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until it is running, ready, port:N or http:STATUS[@/path]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long --wait may take')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--no-backup', '--no-backup', [CompletionResultType]::ParameterName, 'Do not keep what the sandbox is now')
            [CompletionResult]::new('--start', '--start', [CompletionResultType]::ParameterName, 'Start it if it was stopped')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;fork' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many')
            [CompletionResult]::new('--number', '--number', [CompletionResultType]::ParameterName, 'How many')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'A name; of several forks the names are NAME-1, NAME-2 and so on [default: made up]')
            [CompletionResult]::new('--cpus', '--cpus', [CompletionResultType]::ParameterName, 'Processors')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Memory, such as 512m or 2GiB; there is no swap beyond it')
            [CompletionResult]::new('--pids', '--pids', [CompletionResultType]::ParameterName, 'The most processes and threads')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a file of KEY=VALUE lines')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The default working directory [default: the source''s]')
            [CompletionResult]::new('--workdir', '--workdir', [CompletionResultType]::ParameterName, 'The default working directory [default: the source''s]')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The default user [default: the source''s]')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The default user [default: the source''s]')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A port that something in it will listen on; the first one is the default of get-host')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'A port that something in it will listen on; the first one is the default of get-host')
            [CompletionResult]::new('--network', '--network', [CompletionResultType]::ParameterName, 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none')
            [CompletionResult]::new('--egress', '--egress', [CompletionResultType]::ParameterName, 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'After this long gc may remove it')
            [CompletionResult]::new('--idle', '--idle', [CompletionResultType]::ParameterName, 'After this long without work, 60s to 1d, gc stops it, its files kept')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose home, data, volumes and secrets it has [default: the source''s]')
            [CompletionResult]::new('--volume', '--volume', [CompletionResultType]::ParameterName, 'Mount a volume of the account, made if missing: NAME:/path, with :ro for reading only; it outlives the sandbox')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'Mount a folder of the account''s data, made if missing, at /data: a path below the setting data_root')
            [CompletionResult]::new('--mount', '--mount', [CompletionResultType]::ParameterName, 'Mount a folder or file of this machine: FOLDER:/path, with :ro for reading only; the sandbox user gets the uid of its owner')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile: default, or strict (only the working directory, the home and /tmp can be written)')
            [CompletionResult]::new('--runtime', '--runtime', [CompletionResultType]::ParameterName, 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the source''s]')
            [CompletionResult]::new('--shm-size', '--shm-size', [CompletionResultType]::ParameterName, 'The size of /dev/shm, below the limit of memory [default: the source''s]')
            [CompletionResult]::new('--disk', '--disk', [CompletionResultType]::ParameterName, 'The most that it may write to its root, where the engine can enforce that [default: the source''s]')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until each is running, ready, port:N or http:STATUS[@/path]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long --wait may take')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--rm', '--rm', [CompletionResultType]::ParameterName, 'Temporary: it is gone, files and all, once it is stopped')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Mount the account''s home as the home of the sandbox user; it outlives the sandbox')
            [CompletionResult]::new('--allow-system-mount', '--allow-system-mount', [CompletionResultType]::ParameterName, 'Let --mount take folders of the system too, such as /etc')
            [CompletionResult]::new('--trust-host-ca', '--trust-host-ca', [CompletionResultType]::ParameterName, 'Trust inside what this machine trusts (its CA bundle), and use its proxies')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;map' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--fork', '--fork', [CompletionResultType]::ParameterName, 'Fork this sandbox or snapshot, and run it in the forks')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many forks')
            [CompletionResult]::new('--number', '--number', [CompletionResultType]::ParameterName, 'How many forks')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'A name; of several forks the names are NAME-1, NAME-2 and so on [default: made up]')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'How many sandboxes to work in at once, 1 to 256 [default: 8]')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'How many sandboxes to work in at once, 1 to 256 [default: 8]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'End each command after this long: TERM to all its processes, then KILL')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Set a variable: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Set a variable: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a file of KEY=VALUE lines')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The working directory instead of the sandbox''s')
            [CompletionResult]::new('--workdir', '--workdir', [CompletionResultType]::ParameterName, 'The working directory instead of the sandbox''s')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Give it this secret as a variable of its environment: of the same name, or of another')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends')
            [CompletionResult]::new('--cpus', '--cpus', [CompletionResultType]::ParameterName, 'Processors')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Memory, such as 512m or 2GiB; there is no swap beyond it')
            [CompletionResult]::new('--pids', '--pids', [CompletionResultType]::ParameterName, 'The most processes and threads')
            [CompletionResult]::new('--network', '--network', [CompletionResultType]::ParameterName, 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none')
            [CompletionResult]::new('--egress', '--egress', [CompletionResultType]::ParameterName, 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile: default, or strict (only the working directory, the home and /tmp can be written)')
            [CompletionResult]::new('--runtime', '--runtime', [CompletionResultType]::ParameterName, 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the source''s]')
            [CompletionResult]::new('--shm-size', '--shm-size', [CompletionResultType]::ParameterName, 'The size of /dev/shm, below the limit of memory [default: the source''s]')
            [CompletionResult]::new('--disk', '--disk', [CompletionResultType]::ParameterName, 'The most that it may write to its root, where the engine can enforce that [default: the source''s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Keep the forks')
            [CompletionResult]::new('--trust-host-ca', '--trust-host-ca', [CompletionResultType]::ParameterName, 'Trust inside what this machine trusts (its CA bundle), and use its proxies')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;race' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'How many forks')
            [CompletionResult]::new('--number', '--number', [CompletionResultType]::ParameterName, 'How many forks')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Who wins')
            [CompletionResult]::new('--score', '--score', [CompletionResultType]::ParameterName, 'Prints the score of a fork in which the command has exited with 0')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'How many run at once, 1 to 256 [default: all]')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'How many run at once, 1 to 256 [default: all]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'End each command, also those that score, after this long: TERM to all its processes, then KILL')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Set a variable: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Set a variable: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a file of KEY=VALUE lines')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'The working directory instead of the sandbox''s')
            [CompletionResult]::new('--workdir', '--workdir', [CompletionResultType]::ParameterName, 'The working directory instead of the sandbox''s')
            [CompletionResult]::new('-u', '-u', [CompletionResultType]::ParameterName, 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid')
            [CompletionResult]::new('--secret', '--secret', [CompletionResultType]::ParameterName, 'Give it this secret as a variable of its environment: of the same name, or of another')
            [CompletionResult]::new('--secret-file', '--secret-file', [CompletionResultType]::ParameterName, 'Give it this secret as the file /run/secrets/NAME, or FILE there; in memory, for its user, gone when it ends')
            [CompletionResult]::new('--cpus', '--cpus', [CompletionResultType]::ParameterName, 'Processors')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Memory, such as 512m or 2GiB; there is no swap beyond it')
            [CompletionResult]::new('--pids', '--pids', [CompletionResultType]::ParameterName, 'The most processes and threads')
            [CompletionResult]::new('--network', '--network', [CompletionResultType]::ParameterName, 'The network: isolated (no other sandbox on it), group:NAME (those of the same group) or none')
            [CompletionResult]::new('--egress', '--egress', [CompletionResultType]::ParameterName, 'What it may reach: public (the internet alone), open, none, or rules of which the first that fits decides, and the rest is denied: allow:DEST[:PORTS],deny:DEST[:PORTS], with public or open last for the rest. DEST is an IPv4 address or network, a name, private, metadata, host or dns. The kernel enforces addresses and ports. A name stands for the addresses it had when the sandbox was started, and these are written into its /etc/hosts')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile: default, or strict (only the working directory, the home and /tmp can be written)')
            [CompletionResult]::new('--runtime', '--runtime', [CompletionResultType]::ParameterName, 'The runtime, such as runsc, where the engine has it; doctor lists them [default: the source''s]')
            [CompletionResult]::new('--shm-size', '--shm-size', [CompletionResultType]::ParameterName, 'The size of /dev/shm, below the limit of memory [default: the source''s]')
            [CompletionResult]::new('--disk', '--disk', [CompletionResultType]::ParameterName, 'The most that it may write to its root, where the engine can enforce that [default: the source''s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--lowest', '--lowest', [CompletionResultType]::ParameterName, 'The lowest score wins')
            [CompletionResult]::new('--promote', '--promote', [CompletionResultType]::ParameterName, 'Make the source what the winner is')
            [CompletionResult]::new('--trust-host-ca', '--trust-host-ca', [CompletionResultType]::ParameterName, 'Trust inside what this machine trusts (its CA bundle), and use its proxies')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;diff' {
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what fits this pattern, as in a .gitignore')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--stat', '--stat', [CompletionResultType]::ParameterName, 'Count the lines of each file that came and went (the default)')
            [CompletionResult]::new('--name-only', '--name-only', [CompletionResultType]::ParameterName, 'Print the names alone')
            [CompletionResult]::new('--name-status', '--name-status', [CompletionResultType]::ParameterName, 'Print the names, each after A (added), D (removed), M (modified) or T (another kind of thing)')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'Print a patch that `git apply` takes at the top of a repository or outside of any, elsewhere with --directory; files that are no text are only named in it')
            [CompletionResult]::new('--patch', '--patch', [CompletionResultType]::ParameterName, 'Print a patch that `git apply` takes at the top of a repository or outside of any, elsewhere with --directory; files that are no text are only named in it')
            [CompletionResult]::new('--tar', '--tar', [CompletionResultType]::ParameterName, 'Write what is new or changed to stdout as a tar stream; its last entry, .sandcastle/gone, names what A lacks')
            [CompletionResult]::new('--include-all', '--include-all', [CompletionResultType]::ParameterName, 'Compare caches too')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'End with 1 if there are differences, as `git diff` does; a failure may end with 1 as well')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;apply' {
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'What SRC is compared with; its image where this is left out')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out what fits this pattern, as in a .gitignore')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would be done, and do nothing')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Settle conflicts in favour of SRC')
            [CompletionResult]::new('--preserve-owner', '--preserve-owner', [CompletionResultType]::ParameterName, 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it')
            [CompletionResult]::new('--preserve-special', '--preserve-special', [CompletionResultType]::ParameterName, 'Keep setuid, setgid and sticky bits')
            [CompletionResult]::new('--include-all', '--include-all', [CompletionResultType]::ParameterName, 'Apply caches too')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;sync' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('push', 'push', [CompletionResultType]::ParameterValue, 'Write a folder of a sandbox as a new version, and print its number')
            [CompletionResult]::new('pull', 'pull', [CompletionResultType]::ParameterValue, 'Fill a folder of a sandbox from a version, and print its number')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the versions, oldest first')
            [CompletionResult]::new('latest', 'latest', [CompletionResultType]::ParameterValue, 'Print the number of the latest version')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;sync;push' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose versions [default: the setting `account`]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;sync;pull' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose versions [default: the setting `account`]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'Remove what the version does not hold')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;sync;ls' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose versions [default: the setting `account`]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;sync;latest' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose versions [default: the setting `account`]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;sync;help' {
            [CompletionResult]::new('push', 'push', [CompletionResultType]::ParameterValue, 'Write a folder of a sandbox as a new version, and print its number')
            [CompletionResult]::new('pull', 'pull', [CompletionResultType]::ParameterValue, 'Fill a folder of a sandbox from a version, and print its number')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the versions, oldest first')
            [CompletionResult]::new('latest', 'latest', [CompletionResultType]::ParameterValue, 'Print the number of the latest version')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;sync;help;push' {
            break
        }
        'sandcastle;sync;help;pull' {
            break
        }
        'sandcastle;sync;help;ls' {
            break
        }
        'sandcastle;sync;help;latest' {
            break
        }
        'sandcastle;sync;help;help' {
            break
        }
        'sandcastle;wait' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long at most')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;retry' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait at most')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Do not wait for its end')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Do not wait for its end')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;start' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until it is running, ready, port:N or http:STATUS[@/path]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long --wait may take')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;stop' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'How long processes may take to end after TERM, before KILL')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be stopped, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;restart' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'How long processes may take to end after TERM, before KILL')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait until it is running, ready, port:N or http:STATUS[@/path]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long --wait may take')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be restarted, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;pause' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be paused, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;resume' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;rename' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;modify' {
            [CompletionResult]::new('--cpus', '--cpus', [CompletionResultType]::ParameterName, 'Processors')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Memory, such as 512m or 2GiB; there is no swap beyond it')
            [CompletionResult]::new('--pids', '--pids', [CompletionResultType]::ParameterName, 'The most processes and threads')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--unset-env', '--unset-env', [CompletionResultType]::ParameterName, 'A variable that goes')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--remove-label', '--remove-label', [CompletionResultType]::ParameterName, 'A label that goes')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'A port, in place of those that were declared; the first one is the default of get-host')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'A port, in place of those that were declared; the first one is the default of get-host')
            [CompletionResult]::new('--egress', '--egress', [CompletionResultType]::ParameterName, 'What it may reach: public, open, none, or rules as with init, separated by commas')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'This long from now gc may remove it; 0 is never')
            [CompletionResult]::new('--idle', '--idle', [CompletionResultType]::ParameterName, 'After this long without work, 60s to 1d, gc stops it; 0 is never')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--restart', '--restart', [CompletionResultType]::ParameterName, 'Stop it for the change and start it again, if it runs')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would be different, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;keepalive' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'How long from now, up to 7 days; 0 is no longer [default: 1h]')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Until this time, such as 2026-12-24T18:00:00Z, within 7 days')
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'Let gc remove them this long from now, whatever was said before; 0 is never')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('--off', '--off', [CompletionResultType]::ParameterName, 'No longer')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be kept alive, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;kill' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'Ask processes to end with TERM, and give them this long')
            [CompletionResult]::new('--sync', '--sync', [CompletionResultType]::ParameterName, 'First push a folder as a new version to this place, and kill only if all of it is there')
            [CompletionResult]::new('--sync-path', '--sync-path', [CompletionResultType]::ParameterName, 'The folder that is pushed [default: the working directory]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('--ignore-not-found', '--ignore-not-found', [CompletionResultType]::ParameterName, 'A sandbox that does not exist is fine')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be removed, and do nothing')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;rm' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'Ask processes to end with TERM, and give them this long')
            [CompletionResult]::new('--sync', '--sync', [CompletionResultType]::ParameterName, 'First push a folder as a new version to this place, and kill only if all of it is there')
            [CompletionResult]::new('--sync-path', '--sync-path', [CompletionResultType]::ParameterName, 'The folder that is pushed [default: the working directory]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All of this home')
            [CompletionResult]::new('--ignore-not-found', '--ignore-not-found', [CompletionResultType]::ParameterName, 'A sandbox that does not exist is fine')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be removed, and do nothing')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;get-host' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Print host and port alone')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;net' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'List what a sandbox tried to reach and was refused')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Try from inside a sandbox whether it reaches a URL')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;net;log' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;net;test' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;net;help' {
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'List what a sandbox tried to reach and was refused')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Try from inside a sandbox whether it reaches a URL')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;net;help;log' {
            break
        }
        'sandcastle;net;help;test' {
            break
        }
        'sandcastle;net;help;help' {
            break
        }
        'sandcastle;top' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;stats' {
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on, about once a second, until they end; with --json one object a line')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on, about once a second, until they end; with --json one object a line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;du' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;pool' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('fill', 'fill', [CompletionResultType]::ParameterValue, 'Make those that are missing, of one kind or of all that are declared')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what waits, and what is to')
            [CompletionResult]::new('drain', 'drain', [CompletionResultType]::ParameterValue, 'Remove all that wait')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;pool;fill' {
            [CompletionResult]::new('--image', '--image', [CompletionResultType]::ParameterName, 'Of this image [default: all kinds that are declared]')
            [CompletionResult]::new('--snapshot', '--snapshot', [CompletionResultType]::ParameterName, 'Filled with this snapshot, so that forking it takes some milliseconds')
            [CompletionResult]::new('--cpus', '--cpus', [CompletionResultType]::ParameterName, 'Processors')
            [CompletionResult]::new('--memory', '--memory', [CompletionResultType]::ParameterName, 'Memory')
            [CompletionResult]::new('--pids', '--pids', [CompletionResultType]::ParameterName, 'The most processes and threads')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'How many are to wait')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--refill', '--refill', [CompletionResultType]::ParameterName, 'What a claim does in the background')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;pool;status' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;pool;drain' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be removed, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;pool;help' {
            [CompletionResult]::new('fill', 'fill', [CompletionResultType]::ParameterValue, 'Make those that are missing, of one kind or of all that are declared')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what waits, and what is to')
            [CompletionResult]::new('drain', 'drain', [CompletionResultType]::ParameterValue, 'Remove all that wait')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;pool;help;fill' {
            break
        }
        'sandcastle;pool;help;status' {
            break
        }
        'sandcastle;pool;help;drain' {
            break
        }
        'sandcastle;pool;help;help' {
            break
        }
        'sandcastle;secret' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a secret')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List secrets: names and times, never values')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Give a secret a new value')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Seal all secrets with another key')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;secret;set' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'For sandboxes of this account alone; without this and --sandbox it is for all sandboxes')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'For this sandbox alone, and gone with it')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Read the value from this file, as it is')
            [CompletionResult]::new('--from-env', '--from-env', [CompletionResultType]::ParameterName, 'Take the value of this variable')
            [CompletionResult]::new('--access', '--access', [CompletionResultType]::ParameterName, 'Where it may be delivered [default: both]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--keep-newline', '--keep-newline', [CompletionResultType]::ParameterName, 'Keep the line break at the end of what stdin gives')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'It is a setting and no secret: `secret ls --plain` shows it, and nothing is searched for it')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;secret;ls' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'For sandboxes of this account alone; without this and --sandbox it is for all sandboxes')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'For this sandbox alone, and gone with it')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Only settings that may be read back, with their values')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;secret;rm' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'For sandboxes of this account alone; without this and --sandbox it is for all sandboxes')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'For this sandbox alone, and gone with it')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--ignore-not-found', '--ignore-not-found', [CompletionResultType]::ParameterName, 'A secret that does not exist is fine')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be removed, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;secret;rotate' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'For sandboxes of this account alone; without this and --sandbox it is for all sandboxes')
            [CompletionResult]::new('--sandbox', '--sandbox', [CompletionResultType]::ParameterName, 'For this sandbox alone, and gone with it')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Read the value from this file, as it is')
            [CompletionResult]::new('--from-env', '--from-env', [CompletionResultType]::ParameterName, 'Take the value of this variable')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--keep-newline', '--keep-newline', [CompletionResultType]::ParameterName, 'Keep the line break at the end of what stdin gives')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;secret;rekey' {
            [CompletionResult]::new('--key-file', '--key-file', [CompletionResultType]::ParameterName, 'Take the new key from this file; one that is not there is made')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;secret;help' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a secret')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List secrets: names and times, never values')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Give a secret a new value')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Seal all secrets with another key')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;secret;help;set' {
            break
        }
        'sandcastle;secret;help;ls' {
            break
        }
        'sandcastle;secret;help;rm' {
            break
        }
        'sandcastle;secret;help;rotate' {
            break
        }
        'sandcastle;secret;help;rekey' {
            break
        }
        'sandcastle;secret;help;help' {
            break
        }
        'sandcastle;gc' {
            [CompletionResult]::new('--older-than', '--older-than', [CompletionResultType]::ParameterName, 'Remove sandboxes that were made longer ago than this, unless something runs in them; failed creations, too')
            [CompletionResult]::new('--idle', '--idle', [CompletionResultType]::ParameterName, 'Stop sandboxes in which nothing ran for so long: no command, job, shell or transfer, no traffic, hardly any CPU')
            [CompletionResult]::new('--stuck', '--stuck', [CompletionResultType]::ParameterName, 'Name operations whose process lives, but which have not moved for so long; they are not ended')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: state=, name=, image=, account= or label=')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--every', '--every', [CompletionResultType]::ParameterName, 'How often: 1m to 30m, 1h to 12h, hourly or daily')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be done, and do nothing')
            [CompletionResult]::new('--install-cron', '--install-cron', [CompletionResultType]::ParameterName, 'Run gc with these options again and again: by a timer of your systemd session, else by your crontab')
            [CompletionResult]::new('--remove-cron', '--remove-cron', [CompletionResultType]::ParameterName, 'Remove what --install-cron has added, and nothing else')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;image' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Build an image and print its id')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the images that sandcastle built, the newest first')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove images that sandcastle built')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;image;build' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The Dockerfile, which lies in that folder [default: Dockerfile there]')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'The Dockerfile, which lies in that folder [default: Dockerfile there]')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'The name of the image, for `init --image` [default: sandcastle/ and the folder''s name]')
            [CompletionResult]::new('--tag', '--tag', [CompletionResultType]::ParameterName, 'The name of the image, for `init --image` [default: sandcastle/ and the folder''s name]')
            [CompletionResult]::new('--build-arg', '--build-arg', [CompletionResultType]::ParameterName, 'A build argument: KEY=VALUE, or KEY with the caller''s value')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--no-cache', '--no-cache', [CompletionResultType]::ParameterName, 'Take nothing from earlier builds; build the built-in image although it is there')
            [CompletionResult]::new('-d', '-d', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--detach', '--detach', [CompletionResultType]::ParameterName, 'Print the id at once and do the work in the background: see show, wait and retry')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;image;ls' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;image;rm' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--ignore-not-found', '--ignore-not-found', [CompletionResultType]::ParameterName, 'An image that does not exist is fine')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be removed, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;image;help' {
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Build an image and print its id')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the images that sandcastle built, the newest first')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove images that sandcastle built')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;image;help;build' {
            break
        }
        'sandcastle;image;help;ls' {
            break
        }
        'sandcastle;image;help;rm' {
            break
        }
        'sandcastle;image;help;help' {
            break
        }
        'sandcastle;volume' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the volumes and the homes of accounts')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a volume of an account; one that is there stays as it is')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove volumes with all that is in them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;volume;ls' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Only those of this account')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'Only those with this label: KEY or KEY=VALUE')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only those where this holds: account=, name=, kind=volume|home, used=yes|no or label=')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;volume;create' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose it is [default: the setting account]')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--label', '--label', [CompletionResultType]::ParameterName, 'A label')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;volume;rm' {
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'Whose they are [default: the setting account]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'The account''s home')
            [CompletionResult]::new('--ignore-not-found', '--ignore-not-found', [CompletionResultType]::ParameterName, 'A volume that does not exist is fine')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be removed, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;volume;help' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the volumes and the homes of accounts')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a volume of an account; one that is there stays as it is')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove volumes with all that is in them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;volume;help;ls' {
            break
        }
        'sandcastle;volume;help;create' {
            break
        }
        'sandcastle;volume;help;rm' {
            break
        }
        'sandcastle;volume;help;help' {
            break
        }
        'sandcastle;setup' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--rebuild', '--rebuild', [CompletionResultType]::ParameterName, 'Build the image although it is there')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'List what would be done, and do nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;events' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only those of this time (10m), or from this moment on (2026-01-31T12:00:00Z)')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Only those that are older than this (10m), or up to this moment (2026-01-31T12:00:00Z)')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only those of this type or group, such as sandbox.created or snapshot; may be given several times')
            [CompletionResult]::new('--task', '--task', [CompletionResultType]::ParameterName, 'Only those of this task')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many, from 1 to 200')
            [CompletionResult]::new('--before', '--before', [CompletionResultType]::ParameterName, 'Only those before this event: the next page, by next_before of the last one')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Show events as they happen, from now or from --since on, oldest first; with --json one object on each line')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Show events as they happen, from now or from --since on, oldest first; with --json one object on each line')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;doctor' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Mend what can be mended')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;bench' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Commands: how soon they run, and how fast their streams are')
            [CompletionResult]::new('transfer', 'transfer', [CompletionResultType]::ParameterValue, 'Files in and out: many small ones, and a big one')
            [CompletionResult]::new('state', 'state', [CompletionResultType]::ParameterValue, 'Snapshots, exports, restores and forks, beside commit, save, load and run')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'New sandboxes until their first command has ended, beside run and exec; and lists of many')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;bench;exec' {
            [CompletionResult]::new('--pairs', '--pairs', [CompletionResultType]::ParameterName, 'How many times; the median counts')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--markdown', '--markdown', [CompletionResultType]::ParameterName, 'Print the table as Markdown')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;bench;transfer' {
            [CompletionResult]::new('--pairs', '--pairs', [CompletionResultType]::ParameterName, 'How many times; the median counts')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'The size of the big file')
            [CompletionResult]::new('--files', '--files', [CompletionResultType]::ParameterName, 'The number of small files')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The folder for files on this machine instead of the system''s temporary one')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--markdown', '--markdown', [CompletionResultType]::ParameterName, 'Print the table as Markdown')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;bench;state' {
            [CompletionResult]::new('--pairs', '--pairs', [CompletionResultType]::ParameterName, 'How many times; the median counts')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'The size of the big file; another load is a tenth of it')
            [CompletionResult]::new('--files', '--files', [CompletionResultType]::ParameterName, 'The number of small files')
            [CompletionResult]::new('--load', '--load', [CompletionResultType]::ParameterName, 'What has changed: nothing, tenth, many, big [default: all of them]')
            [CompletionResult]::new('--forks', '--forks', [CompletionResultType]::ParameterName, 'How many forks at once')
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'The folder for files on this machine instead of the system''s temporary one')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--markdown', '--markdown', [CompletionResultType]::ParameterName, 'Print the table as Markdown')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;bench;create' {
            [CompletionResult]::new('--pairs', '--pairs', [CompletionResultType]::ParameterName, 'How many times; the median counts')
            [CompletionResult]::new('--burst', '--burst', [CompletionResultType]::ParameterName, 'How many at once, and staggered')
            [CompletionResult]::new('--records', '--records', [CompletionResultType]::ParameterName, 'How many records are listed')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--markdown', '--markdown', [CompletionResultType]::ParameterName, 'Print the table as Markdown')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;bench;help' {
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Commands: how soon they run, and how fast their streams are')
            [CompletionResult]::new('transfer', 'transfer', [CompletionResultType]::ParameterValue, 'Files in and out: many small ones, and a big one')
            [CompletionResult]::new('state', 'state', [CompletionResultType]::ParameterValue, 'Snapshots, exports, restores and forks, beside commit, save, load and run')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'New sandboxes until their first command has ended, beside run and exec; and lists of many')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;bench;help;exec' {
            break
        }
        'sandcastle;bench;help;transfer' {
            break
        }
        'sandcastle;bench;help;state' {
            break
        }
        'sandcastle;bench;help;create' {
            break
        }
        'sandcastle;bench;help;help' {
            break
        }
        'sandcastle;config' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting and its value')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print the value of one setting; an empty line if it has none')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a setting in your own config.toml; comments and order stay')
            [CompletionResult]::new('unset', 'unset', [CompletionResultType]::ParameterValue, 'Remove a setting from your own config.toml, back to its default')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;config;show' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--origin', '--origin', [CompletionResultType]::ParameterName, 'Also print where each value came from')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;config;get' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;config;set' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;config;unset' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;config;help' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting and its value')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print the value of one setting; an empty line if it has none')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a setting in your own config.toml; comments and order stay')
            [CompletionResult]::new('unset', 'unset', [CompletionResultType]::ParameterValue, 'Remove a setting from your own config.toml, back to its default')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;config;help;show' {
            break
        }
        'sandcastle;config;help;get' {
            break
        }
        'sandcastle;config;help;set' {
            break
        }
        'sandcastle;config;help;unset' {
            break
        }
        'sandcastle;config;help;help' {
            break
        }
        'sandcastle;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;man' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write all pages into this folder')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;guest' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'The first process of a sandbox')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'The bridge: joins an engine''s exec with the guest')
            [CompletionResult]::new('probe', 'probe', [CompletionResultType]::ParameterValue, 'Looks at the network from inside')
            [CompletionResult]::new('sweep', 'sweep', [CompletionResultType]::ParameterValue, 'Empties a shared folder whose sandbox is gone')
            [CompletionResult]::new('fence', 'fence', [CompletionResultType]::ParameterValue, 'Changes or reads the fence around sandboxes, in the engine''s network')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;guest;init' {
            [CompletionResult]::new('--gid', '--gid', [CompletionResultType]::ParameterName, 'A group of the caller, for the shared folder')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The image''s user')
            [CompletionResult]::new('--workdir', '--workdir', [CompletionResultType]::ParameterName, 'The image''s working directory')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--shared', '--shared', [CompletionResultType]::ParameterName, 'The shared folder is mounted')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;guest;connect' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;guest;probe' {
            [CompletionResult]::new('--address', '--address', [CompletionResultType]::ParameterName, 'An address to try where the name has none inside')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--tls', '--tls', [CompletionResultType]::ParameterName, 'TLS is spoken there')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;guest;sweep' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;guest;fence' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to colour')
            [CompletionResult]::new('--engine', '--engine', [CompletionResultType]::ParameterName, 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]')
            [CompletionResult]::new('--operation', '--operation', [CompletionResultType]::ParameterName, 'The operation that this process carries out: the part of --detach that works')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON value on stdout, and errors as JSON on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No progress and no notes; lists print ids only')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'More detail; the causes of errors. Twice: each step, on stderr [env: SANDCASTLE_LOG]')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Answer every question with yes [env: SANDCASTLE_YES]')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: a question is an error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'sandcastle;guest;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'The first process of a sandbox')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'The bridge: joins an engine''s exec with the guest')
            [CompletionResult]::new('probe', 'probe', [CompletionResultType]::ParameterValue, 'Looks at the network from inside')
            [CompletionResult]::new('sweep', 'sweep', [CompletionResultType]::ParameterValue, 'Empties a shared folder whose sandbox is gone')
            [CompletionResult]::new('fence', 'fence', [CompletionResultType]::ParameterValue, 'Changes or reads the fence around sandboxes, in the engine''s network')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;guest;help;init' {
            break
        }
        'sandcastle;guest;help;connect' {
            break
        }
        'sandcastle;guest;help;probe' {
            break
        }
        'sandcastle;guest;help;sweep' {
            break
        }
        'sandcastle;guest;help;fence' {
            break
        }
        'sandcastle;guest;help;help' {
            break
        }
        'sandcastle;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make a sandbox and print its id')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run a command in a new sandbox, which is gone afterwards')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the sandboxes of this home')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one sandbox')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a command in a sandbox, or in several')
            [CompletionResult]::new('shell', 'shell', [CompletionResultType]::ParameterValue, 'Open a shell in a sandbox, or come back to one')
            [CompletionResult]::new('jobs', 'jobs', [CompletionResultType]::ParameterValue, 'Look at commands that run detached in a sandbox')
            [CompletionResult]::new('upload', 'upload', [CompletionResultType]::ParameterValue, 'Copy files into a sandbox')
            [CompletionResult]::new('download', 'download', [CompletionResultType]::ParameterValue, 'Copy a file or folder out of a sandbox')
            [CompletionResult]::new('cp', 'cp', [CompletionResultType]::ParameterValue, 'Copy files between sandboxes')
            [CompletionResult]::new('snapshot', 'snapshot', [CompletionResultType]::ParameterValue, 'Take a snapshot of a sandbox and print its id')
            [CompletionResult]::new('snapshots', 'snapshots', [CompletionResultType]::ParameterValue, 'Look at snapshots, verify them, remove them, move them between machines and into object storage')
            [CompletionResult]::new('restore', 'restore', [CompletionResultType]::ParameterValue, 'Make a sandbox what it was when a snapshot was taken')
            [CompletionResult]::new('fork', 'fork', [CompletionResultType]::ParameterValue, 'Make new sandboxes that begin as another sandbox is, or as a snapshot says, and print their ids')
            [CompletionResult]::new('map', 'map', [CompletionResultType]::ParameterValue, 'Run one command in many sandboxes, or in forks made for it')
            [CompletionResult]::new('race', 'race', [CompletionResultType]::ParameterValue, 'Let forks of a sandbox compete with the same command, keep the winner, and print its id')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what a sandbox has changed')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring the changes of a sandbox to another sandbox or to a folder')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Keep folders of sandboxes as versions in object storage')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until what is under way on a sandbox has ended, or until it is as it is needed')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'Try the operation again that failed last on a sandbox')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Start stopped sandboxes')
            [CompletionResult]::new('stop', 'stop', [CompletionResultType]::ParameterValue, 'Stop sandboxes; their files are kept')
            [CompletionResult]::new('restart', 'restart', [CompletionResultType]::ParameterValue, 'Stop sandboxes and start them again')
            [CompletionResult]::new('pause', 'pause', [CompletionResultType]::ParameterValue, 'Freeze sandboxes: everything in them stands still, and is kept in memory')
            [CompletionResult]::new('resume', 'resume', [CompletionResultType]::ParameterValue, 'Let paused sandboxes go on')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a sandbox another name, and print it')
            [CompletionResult]::new('modify', 'modify', [CompletionResultType]::ParameterValue, 'Change a sandbox that is there, and print what is different')
            [CompletionResult]::new('keepalive', 'keepalive', [CompletionResultType]::ParameterValue, 'Keep sandboxes alive for a time, whatever their age and however idle they are')
            [CompletionResult]::new('kill', 'kill', [CompletionResultType]::ParameterValue, 'Remove sandboxes with everything that belongs to them')
            [CompletionResult]::new('get-host', 'get-host', [CompletionResultType]::ParameterValue, 'Print the URL of a sandbox''s port')
            [CompletionResult]::new('net', 'net', [CompletionResultType]::ParameterValue, 'Look at the network of a sandbox as its egress policy makes it')
            [CompletionResult]::new('top', 'top', [CompletionResultType]::ParameterValue, 'Watch all sandboxes on one screen')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Show what sandboxes use: processor, memory, processes, network and disk')
            [CompletionResult]::new('du', 'du', [CompletionResultType]::ParameterValue, 'Show what takes up room on disks, and what gc would free')
            [CompletionResult]::new('pool', 'pool', [CompletionResultType]::ParameterValue, 'Keep sandboxes ready, so that init and fork take some milliseconds')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Keep secrets, and give them to commands in sandboxes')
            [CompletionResult]::new('gc', 'gc', [CompletionResultType]::ParameterValue, 'Clear away what is over, and stop what is idle')
            [CompletionResult]::new('image', 'image', [CompletionResultType]::ParameterValue, 'Build, list and remove images for sandboxes')
            [CompletionResult]::new('volume', 'volume', [CompletionResultType]::ParameterValue, 'Create, list and remove volumes, which outlive sandboxes')
            [CompletionResult]::new('setup', 'setup', [CompletionResultType]::ParameterValue, 'Make this machine ready: a container engine that runs, and the sandbox image')
            [CompletionResult]::new('events', 'events', [CompletionResultType]::ParameterValue, 'Show what happened to sandboxes, and who did it')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Check this machine, the engine and the registry')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Measure this machine: our verbs beside the engine''s own client')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show or change the settings')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print a man page, or write all of them into a folder')
            [CompletionResult]::new('guest', 'guest', [CompletionResultType]::ParameterValue, 'What runs inside a sandbox')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'sandcastle;help;init' {
            break
        }
        'sandcastle;help;run' {
            break
        }
        'sandcastle;help;ls' {
            break
        }
        'sandcastle;help;show' {
            break
        }
        'sandcastle;help;exec' {
            break
        }
        'sandcastle;help;shell' {
            break
        }
        'sandcastle;help;jobs' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the jobs of a sandbox, oldest first')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one job')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Print the kept output of a job')
            [CompletionResult]::new('wait', 'wait', [CompletionResultType]::ParameterValue, 'Wait until jobs end; the exit code is that of the first that failed')
            [CompletionResult]::new('kill', 'kill', [CompletionResultType]::ParameterValue, 'End jobs: TERM to all their processes')
            break
        }
        'sandcastle;help;jobs;ls' {
            break
        }
        'sandcastle;help;jobs;show' {
            break
        }
        'sandcastle;help;jobs;logs' {
            break
        }
        'sandcastle;help;jobs;wait' {
            break
        }
        'sandcastle;help;jobs;kill' {
            break
        }
        'sandcastle;help;upload' {
            break
        }
        'sandcastle;help;download' {
            break
        }
        'sandcastle;help;cp' {
            break
        }
        'sandcastle;help;snapshot' {
            break
        }
        'sandcastle;help;snapshots' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List snapshots, oldest first')
            [CompletionResult]::new('push', 'push', [CompletionResultType]::ParameterValue, 'Write a snapshot to object storage, and print the ids of what was sent')
            [CompletionResult]::new('pull', 'pull', [CompletionResultType]::ParameterValue, 'Fetch a snapshot from object storage, and print the ids of what came')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one snapshot')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove snapshots')
            [CompletionResult]::new('tree', 'tree', [CompletionResultType]::ParameterValue, 'Show which snapshot came from which')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Read snapshots to the end, and check every file in them')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write a snapshot to a file, and print its path')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take a snapshot in from a file, and print its id')
            [CompletionResult]::new('prune', 'prune', [CompletionResultType]::ParameterValue, 'Remove old snapshots')
            break
        }
        'sandcastle;help;snapshots;ls' {
            break
        }
        'sandcastle;help;snapshots;push' {
            break
        }
        'sandcastle;help;snapshots;pull' {
            break
        }
        'sandcastle;help;snapshots;show' {
            break
        }
        'sandcastle;help;snapshots;rm' {
            break
        }
        'sandcastle;help;snapshots;tree' {
            break
        }
        'sandcastle;help;snapshots;verify' {
            break
        }
        'sandcastle;help;snapshots;export' {
            break
        }
        'sandcastle;help;snapshots;import' {
            break
        }
        'sandcastle;help;snapshots;prune' {
            break
        }
        'sandcastle;help;restore' {
            break
        }
        'sandcastle;help;fork' {
            break
        }
        'sandcastle;help;map' {
            break
        }
        'sandcastle;help;race' {
            break
        }
        'sandcastle;help;diff' {
            break
        }
        'sandcastle;help;apply' {
            break
        }
        'sandcastle;help;sync' {
            [CompletionResult]::new('push', 'push', [CompletionResultType]::ParameterValue, 'Write a folder of a sandbox as a new version, and print its number')
            [CompletionResult]::new('pull', 'pull', [CompletionResultType]::ParameterValue, 'Fill a folder of a sandbox from a version, and print its number')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the versions, oldest first')
            [CompletionResult]::new('latest', 'latest', [CompletionResultType]::ParameterValue, 'Print the number of the latest version')
            break
        }
        'sandcastle;help;sync;push' {
            break
        }
        'sandcastle;help;sync;pull' {
            break
        }
        'sandcastle;help;sync;ls' {
            break
        }
        'sandcastle;help;sync;latest' {
            break
        }
        'sandcastle;help;wait' {
            break
        }
        'sandcastle;help;retry' {
            break
        }
        'sandcastle;help;start' {
            break
        }
        'sandcastle;help;stop' {
            break
        }
        'sandcastle;help;restart' {
            break
        }
        'sandcastle;help;pause' {
            break
        }
        'sandcastle;help;resume' {
            break
        }
        'sandcastle;help;rename' {
            break
        }
        'sandcastle;help;modify' {
            break
        }
        'sandcastle;help;keepalive' {
            break
        }
        'sandcastle;help;kill' {
            break
        }
        'sandcastle;help;get-host' {
            break
        }
        'sandcastle;help;net' {
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'List what a sandbox tried to reach and was refused')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Try from inside a sandbox whether it reaches a URL')
            break
        }
        'sandcastle;help;net;log' {
            break
        }
        'sandcastle;help;net;test' {
            break
        }
        'sandcastle;help;top' {
            break
        }
        'sandcastle;help;stats' {
            break
        }
        'sandcastle;help;du' {
            break
        }
        'sandcastle;help;pool' {
            [CompletionResult]::new('fill', 'fill', [CompletionResultType]::ParameterValue, 'Make those that are missing, of one kind or of all that are declared')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show what waits, and what is to')
            [CompletionResult]::new('drain', 'drain', [CompletionResultType]::ParameterValue, 'Remove all that wait')
            break
        }
        'sandcastle;help;pool;fill' {
            break
        }
        'sandcastle;help;pool;status' {
            break
        }
        'sandcastle;help;pool;drain' {
            break
        }
        'sandcastle;help;secret' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a secret')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List secrets: names and times, never values')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('rotate', 'rotate', [CompletionResultType]::ParameterValue, 'Give a secret a new value')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Seal all secrets with another key')
            break
        }
        'sandcastle;help;secret;set' {
            break
        }
        'sandcastle;help;secret;ls' {
            break
        }
        'sandcastle;help;secret;rm' {
            break
        }
        'sandcastle;help;secret;rotate' {
            break
        }
        'sandcastle;help;secret;rekey' {
            break
        }
        'sandcastle;help;gc' {
            break
        }
        'sandcastle;help;image' {
            [CompletionResult]::new('build', 'build', [CompletionResultType]::ParameterValue, 'Build an image and print its id')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the images that sandcastle built, the newest first')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove images that sandcastle built')
            break
        }
        'sandcastle;help;image;build' {
            break
        }
        'sandcastle;help;image;ls' {
            break
        }
        'sandcastle;help;image;rm' {
            break
        }
        'sandcastle;help;volume' {
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the volumes and the homes of accounts')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a volume of an account; one that is there stays as it is')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove volumes with all that is in them')
            break
        }
        'sandcastle;help;volume;ls' {
            break
        }
        'sandcastle;help;volume;create' {
            break
        }
        'sandcastle;help;volume;rm' {
            break
        }
        'sandcastle;help;setup' {
            break
        }
        'sandcastle;help;events' {
            break
        }
        'sandcastle;help;doctor' {
            break
        }
        'sandcastle;help;bench' {
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Commands: how soon they run, and how fast their streams are')
            [CompletionResult]::new('transfer', 'transfer', [CompletionResultType]::ParameterValue, 'Files in and out: many small ones, and a big one')
            [CompletionResult]::new('state', 'state', [CompletionResultType]::ParameterValue, 'Snapshots, exports, restores and forks, beside commit, save, load and run')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'New sandboxes until their first command has ended, beside run and exec; and lists of many')
            break
        }
        'sandcastle;help;bench;exec' {
            break
        }
        'sandcastle;help;bench;transfer' {
            break
        }
        'sandcastle;help;bench;state' {
            break
        }
        'sandcastle;help;bench;create' {
            break
        }
        'sandcastle;help;config' {
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting and its value')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print the value of one setting; an empty line if it has none')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Set a setting in your own config.toml; comments and order stay')
            [CompletionResult]::new('unset', 'unset', [CompletionResultType]::ParameterValue, 'Remove a setting from your own config.toml, back to its default')
            break
        }
        'sandcastle;help;config;show' {
            break
        }
        'sandcastle;help;config;get' {
            break
        }
        'sandcastle;help;config;set' {
            break
        }
        'sandcastle;help;config;unset' {
            break
        }
        'sandcastle;help;completions' {
            break
        }
        'sandcastle;help;man' {
            break
        }
        'sandcastle;help;guest' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'The first process of a sandbox')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'The bridge: joins an engine''s exec with the guest')
            [CompletionResult]::new('probe', 'probe', [CompletionResultType]::ParameterValue, 'Looks at the network from inside')
            [CompletionResult]::new('sweep', 'sweep', [CompletionResultType]::ParameterValue, 'Empties a shared folder whose sandbox is gone')
            [CompletionResult]::new('fence', 'fence', [CompletionResultType]::ParameterValue, 'Changes or reads the fence around sandboxes, in the engine''s network')
            break
        }
        'sandcastle;help;guest;init' {
            break
        }
        'sandcastle;help;guest;connect' {
            break
        }
        'sandcastle;help;guest;probe' {
            break
        }
        'sandcastle;help;guest;sweep' {
            break
        }
        'sandcastle;help;guest;fence' {
            break
        }
        'sandcastle;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
