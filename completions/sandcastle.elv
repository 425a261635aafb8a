
use builtin;
use str;

set edit:completion:arg-completer[sandcastle] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'sandcastle'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'sandcastle'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Make a sandbox and print its id'
            cand create 'Make a sandbox and print its id'
            cand ls 'List the sandboxes of this home'
            cand list 'List the sandboxes of this home'
            cand show 'Show one sandbox'
            cand exec 'Run a command in a sandbox, or in several'
            cand shell 'Open a shell in a sandbox, or come back to one'
            cand jobs 'Look at commands that run detached in a sandbox'
            cand upload 'Copy files into a sandbox'
            cand download 'Copy a file or folder out of a sandbox'
            cand cp 'Copy files between sandboxes'
            cand snapshot 'Take a snapshot of a sandbox and print its id'
            cand snapshots 'Look at snapshots, verify them, remove them, move them between machines and into object storage'
            cand restore 'Make a sandbox what it was when a snapshot was taken'
            cand fork 'Make new sandboxes that begin as another sandbox is, or as a snapshot says, and print their ids'
            cand map 'Run one command in many sandboxes, or in forks made for it'
            cand race 'Let forks of a sandbox compete with the same command, keep the winner, and print its id'
            cand diff 'Show what a sandbox has changed'
            cand apply 'Bring the changes of a sandbox to another sandbox or to a folder'
            cand sync 'Keep folders of sandboxes as versions in object storage'
            cand wait 'Wait until what is under way on a sandbox has ended, or until it is as it is needed'
            cand retry 'Try the operation again that failed last on a sandbox'
            cand start 'Start stopped sandboxes'
            cand stop 'Stop sandboxes; their files are kept'
            cand kill 'Remove sandboxes with everything that belongs to them'
            cand rm 'Remove sandboxes with everything that belongs to them'
            cand get-host 'Print the URL of a sandbox''s port'
            cand pool 'Keep sandboxes ready, so that init and fork take some milliseconds'
            cand setup 'Make this machine ready: a container engine that runs, and the sandbox image'
            cand events 'Show what happened to sandboxes, and who did it'
            cand doctor 'Check this machine, the engine and the registry'
            cand bench 'Measure this machine: our verbs beside the engine''s own client'
            cand config 'Show or change the settings'
            cand completions 'Print the completion script of a shell'
            cand man 'Print a man page, or write all of them into a folder'
            cand guest 'What runs inside a sandbox'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;init'= {
            cand --name 'A name for it: lower-case letters, digits and hyphens [default: made up]'
            cand --image 'The image, by the engine''s name for it [default: the built-in one]'
            cand --cpus 'Processors'
            cand --memory 'Memory, such as 512m or 2GiB; there is no swap beyond it'
            cand --pids 'The most processes and threads'
            cand -e 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value'
            cand --env 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value'
            cand --env-file 'Read variables from a file of KEY=VALUE lines'
            cand -l 'A label'
            cand --label 'A label'
            cand -w 'The default working directory [default: the image''s]'
            cand --workdir 'The default working directory [default: the image''s]'
            cand -u 'The default user [default: the image''s]'
            cand --user 'The default user [default: the image''s]'
            cand -p 'A port that something in it will listen on; the first one is the default of get-host'
            cand --port 'A port that something in it will listen on; the first one is the default of get-host'
            cand --network 'The network: isolated (the internet, but no other sandbox) or none'
            cand --ttl 'After this long gc may remove it'
            cand --idle 'After this long without work gc stops it, its files kept'
            cand --if-exists 'What to do when the name is taken'
            cand --sync-from 'Fill a path from a version in object storage before anything runs: s3://bucket/prefix[@VERSION]:/path[:ro]; with `:ro` it belongs to root and nobody else may write it'
            cand --wait 'Wait until it is running, ready, port:N or http:STATUS[@/path]'
            cand --timeout 'How long --wait may take'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --rm 'Temporary: it is gone, files and all, once it is stopped'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;create'= {
            cand --name 'A name for it: lower-case letters, digits and hyphens [default: made up]'
            cand --image 'The image, by the engine''s name for it [default: the built-in one]'
            cand --cpus 'Processors'
            cand --memory 'Memory, such as 512m or 2GiB; there is no swap beyond it'
            cand --pids 'The most processes and threads'
            cand -e 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value'
            cand --env 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value'
            cand --env-file 'Read variables from a file of KEY=VALUE lines'
            cand -l 'A label'
            cand --label 'A label'
            cand -w 'The default working directory [default: the image''s]'
            cand --workdir 'The default working directory [default: the image''s]'
            cand -u 'The default user [default: the image''s]'
            cand --user 'The default user [default: the image''s]'
            cand -p 'A port that something in it will listen on; the first one is the default of get-host'
            cand --port 'A port that something in it will listen on; the first one is the default of get-host'
            cand --network 'The network: isolated (the internet, but no other sandbox) or none'
            cand --ttl 'After this long gc may remove it'
            cand --idle 'After this long without work gc stops it, its files kept'
            cand --if-exists 'What to do when the name is taken'
            cand --sync-from 'Fill a path from a version in object storage before anything runs: s3://bucket/prefix[@VERSION]:/path[:ro]; with `:ro` it belongs to root and nobody else may write it'
            cand --wait 'Wait until it is running, ready, port:N or http:STATUS[@/path]'
            cand --timeout 'How long --wait may take'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --rm 'Temporary: it is gone, files and all, once it is stopped'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;ls'= {
            cand --label 'Only those with this label: KEY or KEY=VALUE'
            cand --filter 'Only those where this holds: state=, name=, image= or label='
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;list'= {
            cand --label 'Only those with this label: KEY or KEY=VALUE'
            cand --filter 'Only those where this holds: state=, name=, image= or label='
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;show'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;exec'= {
            cand -e 'Set a variable: KEY=VALUE, or KEY with the caller''s value'
            cand --env 'Set a variable: KEY=VALUE, or KEY with the caller''s value'
            cand --env-file 'Read variables from a file of KEY=VALUE lines'
            cand -w 'The working directory instead of the sandbox''s'
            cand --workdir 'The working directory instead of the sandbox''s'
            cand -u 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid'
            cand --user 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid'
            cand --timeout 'End it after this long: TERM to all its processes, then KILL'
            cand --stream 'How the output is written while it comes [default: raw]'
            cand --label 'Only those with this label: KEY or KEY=VALUE'
            cand --filter 'Only those where this holds: state=, name=, image= or label='
            cand -j 'How many sandboxes to work in at once, 1 to 256 [default: 8]'
            cand --parallel 'How many sandboxes to work in at once, 1 to 256 [default: 8]'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand -d 'Run it as a job: print the job''s id and return; see `sandcastle jobs`'
            cand --detach 'Run it as a job: print the job''s id and return; see `sandcastle jobs`'
            cand -i 'Read stdin even from a terminal'
            cand --interactive 'Read stdin even from a terminal'
            cand -t 'Give it a terminal'
            cand --tty 'Give it a terminal'
            cand --all 'Run it in all running sandboxes of this home'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;shell'= {
            cand --attach 'Come back to the session of this id, or to the only one that was left; a client that it has is detached'
            cand -e 'Set a variable: KEY=VALUE, or KEY with the caller''s value'
            cand --env 'Set a variable: KEY=VALUE, or KEY with the caller''s value'
            cand --env-file 'Read variables from a file of KEY=VALUE lines'
            cand -w 'The working directory instead of the sandbox''s'
            cand --workdir 'The working directory instead of the sandbox''s'
            cand -u 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid'
            cand --user 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;jobs'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand ls 'List the jobs of a sandbox, oldest first'
            cand show 'Show one job'
            cand logs 'Print the kept output of a job'
            cand wait 'Wait until jobs end; the exit code is that of the first that failed'
            cand kill 'End jobs: TERM to all their processes'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;jobs;ls'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;jobs;show'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;jobs;logs'= {
            cand -n 'Begin with so many of the last lines'
            cand --tail 'Begin with so many of the last lines'
            cand --since 'Only what was written in this time (10m), or after this moment (2026-01-31T12:00:00Z)'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand -f 'Go on until the job ends'
            cand --follow 'Go on until the job ends'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;jobs;wait'= {
            cand --timeout 'Wait no longer than this, and end with 124; the jobs run on'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;jobs;kill'= {
            cand -s 'Send this signal instead, by name or number'
            cand --signal 'Send this signal instead, by name or number'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --force 'Send KILL instead'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;jobs;help'= {
            cand ls 'List the jobs of a sandbox, oldest first'
            cand show 'Show one job'
            cand logs 'Print the kept output of a job'
            cand wait 'Wait until jobs end; the exit code is that of the first that failed'
            cand kill 'End jobs: TERM to all their processes'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;jobs;help;ls'= {
        }
        &'sandcastle;jobs;help;show'= {
        }
        &'sandcastle;jobs;help;logs'= {
        }
        &'sandcastle;jobs;help;wait'= {
        }
        &'sandcastle;jobs;help;kill'= {
        }
        &'sandcastle;jobs;help;help'= {
        }
        &'sandcastle;upload'= {
            cand --exclude 'Leave out what fits this pattern, as in a .gitignore'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand -L 'Copy what the source points to if it is a link'
            cand --follow-link 'Copy what the source points to if it is a link'
            cand --gitignore 'Leave out what the .gitignore files in the source leave out'
            cand --preserve-owner 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it'
            cand --preserve-special 'Keep setuid, setgid and sticky bits'
            cand --no-overwrite 'Keep files that are there already'
            cand --strict 'Refuse device nodes, fifos and sockets instead of leaving them out'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;download'= {
            cand --exclude 'Leave out what fits this pattern, as in a .gitignore'
            cand --max-bytes 'Refuse more than this in all, holes in files included, such as 10GiB'
            cand --max-files 'Refuse more files and folders than this'
            cand --max-depth 'Refuse folders in folders beyond this depth'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand -L 'Copy what the source points to if it is a link'
            cand --follow-link 'Copy what the source points to if it is a link'
            cand --gitignore 'Leave out what the .gitignore files in the source leave out'
            cand --preserve-owner 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it'
            cand --preserve-special 'Keep setuid, setgid and sticky bits'
            cand --no-overwrite 'Keep files that are there already'
            cand --strict 'Refuse device nodes, fifos and sockets instead of leaving them out'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;cp'= {
            cand --exclude 'Leave out what fits this pattern, as in a .gitignore'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand -L 'Copy what the source points to if it is a link'
            cand --follow-link 'Copy what the source points to if it is a link'
            cand --gitignore 'Leave out what the .gitignore files in the source leave out'
            cand --preserve-owner 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it'
            cand --preserve-special 'Keep setuid, setgid and sticky bits'
            cand --no-overwrite 'Keep files that are there already'
            cand --strict 'Refuse device nodes, fifos and sockets instead of leaving them out'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshot'= {
            cand --name 'A name for the snapshot: lower-case letters, digits and hyphens'
            cand -m 'What it is good for'
            cand --comment 'What it is good for'
            cand -l 'A label'
            cand --label 'A label'
            cand --exclude 'Leave out what fits this pattern, as in a .gitignore, and is not the image''s'
            cand --since 'Keep only what has changed since this snapshot of the same sandbox, or, with "none", all that differs from the image [default: since the last one, where that pays]'
            cand --wait 'Wait this long for another operation on the sandbox to end [default: the setting lock_timeout]'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --include-all 'Keep caches too'
            cand --stop 'Stop the sandbox first, and leave it stopped'
            cand --no-pause 'Let everything go on meanwhile: files that change while they are read fail it'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand ls 'List snapshots, oldest first'
            cand push 'Write a snapshot to object storage, and print the ids of what was sent'
            cand pull 'Fetch a snapshot from object storage, and print the ids of what came'
            cand show 'Show one snapshot'
            cand rm 'Remove snapshots'
            cand tree 'Show which snapshot came from which'
            cand verify 'Read snapshots to the end, and check every file in them'
            cand export 'Write a snapshot to a file, and print its path'
            cand import 'Take a snapshot in from a file, and print its id'
            cand prune 'Remove old snapshots'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;snapshots;ls'= {
            cand --sandbox 'Only those of this sandbox, by its name or id at that time'
            cand -l 'Only those with this label'
            cand --label 'Only those with this label'
            cand --remote 'Those in object storage, at s3://bucket/prefix'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;push'= {
            cand --remote 'The place in a bucket: s3://bucket/prefix'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;pull'= {
            cand --remote 'The place in a bucket: s3://bucket/prefix'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;show'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;rm'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --cascade 'Remove those that need them, too'
            cand --ignore-not-found 'A snapshot that does not exist is fine'
            cand --dry-run 'List what would be removed, and do nothing'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;tree'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;verify'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --all 'All of this home'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;export'= {
            cand --oci 'Make an ordinary image on the engine instead, for `docker run`, and print its name'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --with-image 'Put the base image in, too: the file needs nothing then'
            cand --force 'Replace the file if it is there'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;import'= {
            cand --name 'A name for it, in place of its own'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;prune'= {
            cand --keep-last 'Keep so many of each sandbox'
            cand --older-than 'Remove only what is older than this'
            cand --sandbox 'Only those of this sandbox, by its name or id at that time'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --dry-run 'List what would be removed, and do nothing'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;snapshots;help'= {
            cand ls 'List snapshots, oldest first'
            cand push 'Write a snapshot to object storage, and print the ids of what was sent'
            cand pull 'Fetch a snapshot from object storage, and print the ids of what came'
            cand show 'Show one snapshot'
            cand rm 'Remove snapshots'
            cand tree 'Show which snapshot came from which'
            cand verify 'Read snapshots to the end, and check every file in them'
            cand export 'Write a snapshot to a file, and print its path'
            cand import 'Take a snapshot in from a file, and print its id'
            cand prune 'Remove old snapshots'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;snapshots;help;ls'= {
        }
        &'sandcastle;snapshots;help;push'= {
        }
        &'sandcastle;snapshots;help;pull'= {
        }
        &'sandcastle;snapshots;help;show'= {
        }
        &'sandcastle;snapshots;help;rm'= {
        }
        &'sandcastle;snapshots;help;tree'= {
        }
        &'sandcastle;snapshots;help;verify'= {
        }
        &'sandcastle;snapshots;help;export'= {
        }
        &'sandcastle;snapshots;help;import'= {
        }
        &'sandcastle;snapshots;help;prune'= {
        }
        &'sandcastle;snapshots;help;help'= {
        }
        &'sandcastle;restore'= {
            cand --wait 'Wait until it is running, ready, port:N or http:STATUS[@/path]'
            cand --timeout 'How long --wait may take'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --no-backup 'Do not keep what the sandbox is now'
            cand --start 'Start it if it was stopped'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;fork'= {
            cand -n 'How many'
            cand --number 'How many'
            cand --name 'A name; of several forks the names are NAME-1, NAME-2 and so on [default: made up]'
            cand --cpus 'Processors'
            cand --memory 'Memory, such as 512m or 2GiB; there is no swap beyond it'
            cand --pids 'The most processes and threads'
            cand -e 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value'
            cand --env 'A variable of its default environment: KEY=VALUE, or KEY with the caller''s value'
            cand --env-file 'Read variables from a file of KEY=VALUE lines'
            cand -l 'A label'
            cand --label 'A label'
            cand -w 'The default working directory [default: the image''s]'
            cand --workdir 'The default working directory [default: the image''s]'
            cand -u 'The default user [default: the image''s]'
            cand --user 'The default user [default: the image''s]'
            cand -p 'A port that something in it will listen on; the first one is the default of get-host'
            cand --port 'A port that something in it will listen on; the first one is the default of get-host'
            cand --network 'The network: isolated (the internet, but no other sandbox) or none'
            cand --ttl 'After this long gc may remove it'
            cand --idle 'After this long without work gc stops it, its files kept'
            cand --wait 'Wait until each is running, ready, port:N or http:STATUS[@/path]'
            cand --timeout 'How long --wait may take'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --rm 'Temporary: it is gone, files and all, once it is stopped'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;map'= {
            cand --label 'Only those with this label: KEY or KEY=VALUE'
            cand --filter 'Only those where this holds: state=, name=, image= or label='
            cand --fork 'Fork this sandbox or snapshot, and run it in the forks'
            cand -n 'How many forks'
            cand --number 'How many forks'
            cand --name 'A name; of several forks the names are NAME-1, NAME-2 and so on [default: made up]'
            cand -j 'How many sandboxes to work in at once, 1 to 256 [default: 8]'
            cand --parallel 'How many sandboxes to work in at once, 1 to 256 [default: 8]'
            cand --timeout 'End each command after this long: TERM to all its processes, then KILL'
            cand -e 'Set a variable: KEY=VALUE, or KEY with the caller''s value'
            cand --env 'Set a variable: KEY=VALUE, or KEY with the caller''s value'
            cand --env-file 'Read variables from a file of KEY=VALUE lines'
            cand -w 'The working directory instead of the sandbox''s'
            cand --workdir 'The working directory instead of the sandbox''s'
            cand -u 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid'
            cand --user 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --all 'All of this home'
            cand --keep 'Keep the forks'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;race'= {
            cand -n 'How many forks'
            cand --number 'How many forks'
            cand --keep 'Who wins'
            cand --score 'Prints the score of a fork in which the command has exited with 0'
            cand -j 'How many run at once, 1 to 256 [default: all]'
            cand --parallel 'How many run at once, 1 to 256 [default: all]'
            cand --timeout 'End each command, also those that score, after this long: TERM to all its processes, then KILL'
            cand -e 'Set a variable: KEY=VALUE, or KEY with the caller''s value'
            cand --env 'Set a variable: KEY=VALUE, or KEY with the caller''s value'
            cand --env-file 'Read variables from a file of KEY=VALUE lines'
            cand -w 'The working directory instead of the sandbox''s'
            cand --workdir 'The working directory instead of the sandbox''s'
            cand -u 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid'
            cand --user 'The user instead of the sandbox''s: a name, uid, user:group or uid:gid'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --lowest 'The lowest score wins'
            cand --promote 'Make the source what the winner is'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;diff'= {
            cand --exclude 'Leave out what fits this pattern, as in a .gitignore'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --stat 'Count the lines of each file that came and went (the default)'
            cand --name-only 'Print the names alone'
            cand --name-status 'Print the names, each after A (added), D (removed), M (modified) or T (another kind of thing)'
            cand -p 'Print a patch that `git apply` takes at the top of a repository or outside of any, elsewhere with --directory; files that are no text are only named in it'
            cand --patch 'Print a patch that `git apply` takes at the top of a repository or outside of any, elsewhere with --directory; files that are no text are only named in it'
            cand --tar 'Write what is new or changed to stdout as a tar stream; its last entry, .sandcastle/gone, names what A lacks'
            cand --include-all 'Compare caches too'
            cand --exit-code 'End with 1 if there are differences, as `git diff` does; a failure may end with 1 as well'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;apply'= {
            cand --base 'What SRC is compared with; its image where this is left out'
            cand --exclude 'Leave out what fits this pattern, as in a .gitignore'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --dry-run 'Show what would be done, and do nothing'
            cand --force 'Settle conflicts in favour of SRC'
            cand --preserve-owner 'Keep the numbers of owners and groups; otherwise everything belongs to who receives it'
            cand --preserve-special 'Keep setuid, setgid and sticky bits'
            cand --include-all 'Apply caches too'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;sync'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand push 'Write a folder of a sandbox as a new version, and print its number'
            cand pull 'Fill a folder of a sandbox from a version, and print its number'
            cand ls 'List the versions, oldest first'
            cand latest 'Print the number of the latest version'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;sync;push'= {
            cand --account 'Whose versions [default: the setting `account`]'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;sync;pull'= {
            cand --account 'Whose versions [default: the setting `account`]'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --delete 'Remove what the version does not hold'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;sync;ls'= {
            cand --account 'Whose versions [default: the setting `account`]'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;sync;latest'= {
            cand --account 'Whose versions [default: the setting `account`]'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;sync;help'= {
            cand push 'Write a folder of a sandbox as a new version, and print its number'
            cand pull 'Fill a folder of a sandbox from a version, and print its number'
            cand ls 'List the versions, oldest first'
            cand latest 'Print the number of the latest version'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;sync;help;push'= {
        }
        &'sandcastle;sync;help;pull'= {
        }
        &'sandcastle;sync;help;ls'= {
        }
        &'sandcastle;sync;help;latest'= {
        }
        &'sandcastle;sync;help;help'= {
        }
        &'sandcastle;wait'= {
            cand --timeout 'How long at most'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;retry'= {
            cand --timeout 'How long to wait at most'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand -d 'Do not wait for its end'
            cand --detach 'Do not wait for its end'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;start'= {
            cand --label 'Only those with this label: KEY or KEY=VALUE'
            cand --filter 'Only those where this holds: state=, name=, image= or label='
            cand --wait 'Wait until it is running, ready, port:N or http:STATUS[@/path]'
            cand --timeout 'How long --wait may take'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --all 'All of this home'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;stop'= {
            cand --label 'Only those with this label: KEY or KEY=VALUE'
            cand --filter 'Only those where this holds: state=, name=, image= or label='
            cand --grace 'How long processes may take to end after TERM, before KILL'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --all 'All of this home'
            cand --dry-run 'List what would be stopped, and do nothing'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;kill'= {
            cand --label 'Only those with this label: KEY or KEY=VALUE'
            cand --filter 'Only those where this holds: state=, name=, image= or label='
            cand --grace 'Ask processes to end with TERM, and give them this long'
            cand --sync 'First push a folder as a new version to this place, and kill only if all of it is there'
            cand --sync-path 'The folder that is pushed [default: the working directory]'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --all 'All of this home'
            cand --ignore-not-found 'A sandbox that does not exist is fine'
            cand --dry-run 'List what would be removed, and do nothing'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;rm'= {
            cand --label 'Only those with this label: KEY or KEY=VALUE'
            cand --filter 'Only those where this holds: state=, name=, image= or label='
            cand --grace 'Ask processes to end with TERM, and give them this long'
            cand --sync 'First push a folder as a new version to this place, and kill only if all of it is there'
            cand --sync-path 'The folder that is pushed [default: the working directory]'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --all 'All of this home'
            cand --ignore-not-found 'A sandbox that does not exist is fine'
            cand --dry-run 'List what would be removed, and do nothing'
            cand -d 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --detach 'Print the id at once and do the work in the background: see show, wait and retry'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;get-host'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --host 'Print host and port alone'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;pool'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand fill 'Make those that are missing, of one kind or of all that are declared'
            cand status 'Show what waits, and what is to'
            cand drain 'Remove all that wait'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;pool;fill'= {
            cand --image 'Of this image [default: all kinds that are declared]'
            cand --snapshot 'Filled with this snapshot, so that forking it takes some milliseconds'
            cand --cpus 'Processors'
            cand --memory 'Memory'
            cand --pids 'The most processes and threads'
            cand --size 'How many are to wait'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --refill 'What a claim does in the background'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;pool;status'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;pool;drain'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --dry-run 'List what would be removed, and do nothing'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;pool;help'= {
            cand fill 'Make those that are missing, of one kind or of all that are declared'
            cand status 'Show what waits, and what is to'
            cand drain 'Remove all that wait'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;pool;help;fill'= {
        }
        &'sandcastle;pool;help;status'= {
        }
        &'sandcastle;pool;help;drain'= {
        }
        &'sandcastle;pool;help;help'= {
        }
        &'sandcastle;setup'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --rebuild 'Build the image although it is there'
            cand --dry-run 'List what would be done, and do nothing'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;events'= {
            cand --since 'Only those of this time (10m), or from this moment on (2026-01-31T12:00:00Z)'
            cand --until 'Only those that are older than this (10m), or up to this moment (2026-01-31T12:00:00Z)'
            cand --type 'Only those of this type or group, such as sandbox.created or snapshot; may be given several times'
            cand --task 'Only those of this task'
            cand --limit 'At most so many, from 1 to 200'
            cand --before 'Only those before this event: the next page, by next_before of the last one'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand -f 'Show events as they happen, from now or from --since on, oldest first; with --json one object on each line'
            cand --follow 'Show events as they happen, from now or from --since on, oldest first; with --json one object on each line'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;doctor'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --fix 'Mend what can be mended'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;bench'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand exec 'Commands: how soon they run, and how fast their streams are'
            cand transfer 'Files in and out: many small ones, and a big one'
            cand state 'Snapshots, exports, restores and forks, beside commit, save, load and run'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;bench;exec'= {
            cand --pairs 'How many times; the median counts'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --markdown 'Print the table as Markdown'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;bench;transfer'= {
            cand --pairs 'How many times; the median counts'
            cand --size 'The size of the big file'
            cand --files 'The number of small files'
            cand --dir 'The folder for files on this machine instead of the system''s temporary one'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --markdown 'Print the table as Markdown'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;bench;state'= {
            cand --pairs 'How many times; the median counts'
            cand --size 'The size of the big file; another load is a tenth of it'
            cand --files 'The number of small files'
            cand --load 'What has changed: nothing, tenth, many, big [default: all of them]'
            cand --forks 'How many forks at once'
            cand --dir 'The folder for files on this machine instead of the system''s temporary one'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --markdown 'Print the table as Markdown'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;bench;help'= {
            cand exec 'Commands: how soon they run, and how fast their streams are'
            cand transfer 'Files in and out: many small ones, and a big one'
            cand state 'Snapshots, exports, restores and forks, beside commit, save, load and run'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;bench;help;exec'= {
        }
        &'sandcastle;bench;help;transfer'= {
        }
        &'sandcastle;bench;help;state'= {
        }
        &'sandcastle;bench;help;help'= {
        }
        &'sandcastle;config'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand show 'Print every setting and its value'
            cand get 'Print the value of one setting; an empty line if it has none'
            cand set 'Set a setting in your own config.toml; comments and order stay'
            cand unset 'Remove a setting from your own config.toml, back to its default'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;config;show'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --origin 'Also print where each value came from'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;config;get'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;config;set'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;config;unset'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;config;help'= {
            cand show 'Print every setting and its value'
            cand get 'Print the value of one setting; an empty line if it has none'
            cand set 'Set a setting in your own config.toml; comments and order stay'
            cand unset 'Remove a setting from your own config.toml, back to its default'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;config;help;show'= {
        }
        &'sandcastle;config;help;get'= {
        }
        &'sandcastle;config;help;set'= {
        }
        &'sandcastle;config;help;unset'= {
        }
        &'sandcastle;config;help;help'= {
        }
        &'sandcastle;completions'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;man'= {
            cand --out 'Write all pages into this folder'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;guest'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'The first process of a sandbox'
            cand connect 'The bridge: joins an engine''s exec with the guest'
            cand sweep 'Empties a shared folder whose sandbox is gone'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;guest;init'= {
            cand --gid 'A group of the caller, for the shared folder'
            cand --user 'The image''s user'
            cand --workdir 'The image''s working directory'
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --shared 'The shared folder is mounted'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;guest;connect'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;guest;sweep'= {
            cand --color 'When to colour'
            cand --engine 'The engine''s address, such as unix:///var/run/docker.sock or tcp://host:2375 [env: SANDCASTLE_ENGINE]'
            cand --operation 'The operation that this process carries out: the part of --detach that works'
            cand --json 'Print one JSON value on stdout, and errors as JSON on stderr'
            cand -q 'No progress and no notes; lists print ids only'
            cand --quiet 'No progress and no notes; lists print ids only'
            cand -v 'More detail; the causes of errors'
            cand --verbose 'More detail; the causes of errors'
            cand -y 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --yes 'Answer every question with yes [env: SANDCASTLE_YES]'
            cand --no-input 'Never ask: a question is an error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'sandcastle;guest;help'= {
            cand init 'The first process of a sandbox'
            cand connect 'The bridge: joins an engine''s exec with the guest'
            cand sweep 'Empties a shared folder whose sandbox is gone'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;guest;help;init'= {
        }
        &'sandcastle;guest;help;connect'= {
        }
        &'sandcastle;guest;help;sweep'= {
        }
        &'sandcastle;guest;help;help'= {
        }
        &'sandcastle;help'= {
            cand init 'Make a sandbox and print its id'
            cand ls 'List the sandboxes of this home'
            cand show 'Show one sandbox'
            cand exec 'Run a command in a sandbox, or in several'
            cand shell 'Open a shell in a sandbox, or come back to one'
            cand jobs 'Look at commands that run detached in a sandbox'
            cand upload 'Copy files into a sandbox'
            cand download 'Copy a file or folder out of a sandbox'
            cand cp 'Copy files between sandboxes'
            cand snapshot 'Take a snapshot of a sandbox and print its id'
            cand snapshots 'Look at snapshots, verify them, remove them, move them between machines and into object storage'
            cand restore 'Make a sandbox what it was when a snapshot was taken'
            cand fork 'Make new sandboxes that begin as another sandbox is, or as a snapshot says, and print their ids'
            cand map 'Run one command in many sandboxes, or in forks made for it'
            cand race 'Let forks of a sandbox compete with the same command, keep the winner, and print its id'
            cand diff 'Show what a sandbox has changed'
            cand apply 'Bring the changes of a sandbox to another sandbox or to a folder'
            cand sync 'Keep folders of sandboxes as versions in object storage'
            cand wait 'Wait until what is under way on a sandbox has ended, or until it is as it is needed'
            cand retry 'Try the operation again that failed last on a sandbox'
            cand start 'Start stopped sandboxes'
            cand stop 'Stop sandboxes; their files are kept'
            cand kill 'Remove sandboxes with everything that belongs to them'
            cand get-host 'Print the URL of a sandbox''s port'
            cand pool 'Keep sandboxes ready, so that init and fork take some milliseconds'
            cand setup 'Make this machine ready: a container engine that runs, and the sandbox image'
            cand events 'Show what happened to sandboxes, and who did it'
            cand doctor 'Check this machine, the engine and the registry'
            cand bench 'Measure this machine: our verbs beside the engine''s own client'
            cand config 'Show or change the settings'
            cand completions 'Print the completion script of a shell'
            cand man 'Print a man page, or write all of them into a folder'
            cand guest 'What runs inside a sandbox'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'sandcastle;help;init'= {
        }
        &'sandcastle;help;ls'= {
        }
        &'sandcastle;help;show'= {
        }
        &'sandcastle;help;exec'= {
        }
        &'sandcastle;help;shell'= {
        }
        &'sandcastle;help;jobs'= {
            cand ls 'List the jobs of a sandbox, oldest first'
            cand show 'Show one job'
            cand logs 'Print the kept output of a job'
            cand wait 'Wait until jobs end; the exit code is that of the first that failed'
            cand kill 'End jobs: TERM to all their processes'
        }
        &'sandcastle;help;jobs;ls'= {
        }
        &'sandcastle;help;jobs;show'= {
        }
        &'sandcastle;help;jobs;logs'= {
        }
        &'sandcastle;help;jobs;wait'= {
        }
        &'sandcastle;help;jobs;kill'= {
        }
        &'sandcastle;help;upload'= {
        }
        &'sandcastle;help;download'= {
        }
        &'sandcastle;help;cp'= {
        }
        &'sandcastle;help;snapshot'= {
        }
        &'sandcastle;help;snapshots'= {
            cand ls 'List snapshots, oldest first'
            cand push 'Write a snapshot to object storage, and print the ids of what was sent'
            cand pull 'Fetch a snapshot from object storage, and print the ids of what came'
            cand show 'Show one snapshot'
            cand rm 'Remove snapshots'
            cand tree 'Show which snapshot came from which'
            cand verify 'Read snapshots to the end, and check every file in them'
            cand export 'Write a snapshot to a file, and print its path'
            cand import 'Take a snapshot in from a file, and print its id'
            cand prune 'Remove old snapshots'
        }
        &'sandcastle;help;snapshots;ls'= {
        }
        &'sandcastle;help;snapshots;push'= {
        }
        &'sandcastle;help;snapshots;pull'= {
        }
        &'sandcastle;help;snapshots;show'= {
        }
        &'sandcastle;help;snapshots;rm'= {
        }
        &'sandcastle;help;snapshots;tree'= {
        }
        &'sandcastle;help;snapshots;verify'= {
        }
        &'sandcastle;help;snapshots;export'= {
        }
        &'sandcastle;help;snapshots;import'= {
        }
        &'sandcastle;help;snapshots;prune'= {
        }
        &'sandcastle;help;restore'= {
        }
        &'sandcastle;help;fork'= {
        }
        &'sandcastle;help;map'= {
        }
        &'sandcastle;help;race'= {
        }
        &'sandcastle;help;diff'= {
        }
        &'sandcastle;help;apply'= {
        }
        &'sandcastle;help;sync'= {
            cand push 'Write a folder of a sandbox as a new version, and print its number'
            cand pull 'Fill a folder of a sandbox from a version, and print its number'
            cand ls 'List the versions, oldest first'
            cand latest 'Print the number of the latest version'
        }
        &'sandcastle;help;sync;push'= {
        }
        &'sandcastle;help;sync;pull'= {
        }
        &'sandcastle;help;sync;ls'= {
        }
        &'sandcastle;help;sync;latest'= {
        }
        &'sandcastle;help;wait'= {
        }
        &'sandcastle;help;retry'= {
        }
        &'sandcastle;help;start'= {
        }
        &'sandcastle;help;stop'= {
        }
        &'sandcastle;help;kill'= {
        }
        &'sandcastle;help;get-host'= {
        }
        &'sandcastle;help;pool'= {
            cand fill 'Make those that are missing, of one kind or of all that are declared'
            cand status 'Show what waits, and what is to'
            cand drain 'Remove all that wait'
        }
        &'sandcastle;help;pool;fill'= {
        }
        &'sandcastle;help;pool;status'= {
        }
        &'sandcastle;help;pool;drain'= {
        }
        &'sandcastle;help;setup'= {
        }
        &'sandcastle;help;events'= {
        }
        &'sandcastle;help;doctor'= {
        }
        &'sandcastle;help;bench'= {
            cand exec 'Commands: how soon they run, and how fast their streams are'
            cand transfer 'Files in and out: many small ones, and a big one'
            cand state 'Snapshots, exports, restores and forks, beside commit, save, load and run'
        }
        &'sandcastle;help;bench;exec'= {
        }
        &'sandcastle;help;bench;transfer'= {
        }
        &'sandcastle;help;bench;state'= {
        }
        &'sandcastle;help;config'= {
            cand show 'Print every setting and its value'
            cand get 'Print the value of one setting; an empty line if it has none'
            cand set 'Set a setting in your own config.toml; comments and order stay'
            cand unset 'Remove a setting from your own config.toml, back to its default'
        }
        &'sandcastle;help;config;show'= {
        }
        &'sandcastle;help;config;get'= {
        }
        &'sandcastle;help;config;set'= {
        }
        &'sandcastle;help;config;unset'= {
        }
        &'sandcastle;help;completions'= {
        }
        &'sandcastle;help;man'= {
        }
        &'sandcastle;help;guest'= {
            cand init 'The first process of a sandbox'
            cand connect 'The bridge: joins an engine''s exec with the guest'
            cand sweep 'Empties a shared folder whose sandbox is gone'
        }
        &'sandcastle;help;guest;init'= {
        }
        &'sandcastle;help;guest;connect'= {
        }
        &'sandcastle;help;guest;sweep'= {
        }
        &'sandcastle;help;help'= {
        }
    ]
    $completions[$command]
}
